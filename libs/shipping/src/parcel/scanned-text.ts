/** What a scanner may read in one go, characters. */
export const SCANNED_CHARS_MAX = 128;
