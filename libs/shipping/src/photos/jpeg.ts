/** Bytes of a photo at most, as a device sends it. */
export const PHOTO_BYTES_MAX = 200 * 1024;

const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
/** What a decoder needs: JFIF says how dots are counted, Adobe's block how colours are. */
const KEPT_APPLICATION_BLOCKS: ReadonlySet<number> = new Set([0xe0, 0xee]);

const isApplicationBlock = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;

const isToldToNobody = (marker: number): boolean =>
  marker === COMMENT || (isApplicationBlock(marker) && !KEPT_APPLICATION_BLOCKS.has(marker));

/**
 * The picture alone, without what a camera writes beside it: where and when it was taken, by which device, a small copy.
 * undefined: these bytes are no JPEG.
 */
export const withoutMetadata = (jpeg: Uint8Array): Uint8Array | undefined => {
  if (jpeg[0] !== MARKER || jpeg[1] !== START_OF_IMAGE) return undefined;
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)];
  // bound: the bytes of the file, of which each block has four at least
  for (let at = 2; at + 4 <= jpeg.length;) {
    const [prefix, marker] = [jpeg[at], jpeg[at + 1]];
    if (prefix !== MARKER || marker === undefined || marker === MARKER) return undefined;
    if (marker === START_OF_SCAN) return endsRightly(jpeg) ? joined([...kept, jpeg.subarray(at)]) : undefined;
    const length = 2 + 256 * jpeg[at + 2]! + jpeg[at + 3]!;
    if (length < 4 || at + length > jpeg.length) return undefined;
    if (!isToldToNobody(marker)) kept.push(jpeg.subarray(at, at + length));
    at += length;
  }
  return undefined;
};

const endsRightly = (jpeg: Uint8Array): boolean => jpeg.at(-2) === MARKER && jpeg.at(-1) === END_OF_IMAGE;

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
