import iconv from 'iconv-lite';
import { UNREADABLE } from '../plain-text/plain-text.js';
import type { CsvFault } from './csv-fault.js';

/**
 * The text of a file saved as UTF-8 or as CP932, the Shift_JIS of Windows. Bytes that cannot be read become U+FFFD, and the
 * cell that holds them is refused later, with its row.
 */
export const decodeText = (bytes: Uint8Array): { text: string } | { fault: CsvFault } => {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return { fault: savedAsUtf16 };
  const text = new TextDecoder('utf-8').decode(bytes);
  return { text: isUtf8(text) ? text : iconv.decode(Buffer.from(bytes), 'cp932') };
};

const savedAsUtf16: CsvFault = {
  row: 1,
  column: 'file',
  message: 'the file is saved as UTF-16 ("Unicode text")',
  mend: 'Save it as "CSV UTF-8" or as CSV (Shift_JIS).',
};

/**
 * A UTF-8 file with a few broken bytes must not pass as CP932, where nearly any bytes mean something: its names would become
 * other words. Japanese in UTF-8 takes three bytes each, a shape that CP932 text hardly ever has, so the majority tells.
 */
const isUtf8 = (decoded: string): boolean => {
  if (!decoded.includes(UNREADABLE)) return true;
  let unreadable = 0;
  let threeBytes = 0;
  for (const character of decoded) {
    if (character === UNREADABLE) unreadable += 1;
    else if (character >= '\u0800') threeBytes += 1;
  }
  return threeBytes > unreadable;
};

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);
