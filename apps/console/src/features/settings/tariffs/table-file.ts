/** UTF-8 with or without a byte order mark, else CP932 as Excel writes it; undefined when it is neither. */
export const textOf = (file: Uint8Array): string | undefined =>
  decoded('utf-8', file) ?? decoded('shift_jis', file);

/** The label `shift_jis` means CP932 by the Encoding standard; a byte order mark is left out by the decoder. */
const decoded = (label: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
