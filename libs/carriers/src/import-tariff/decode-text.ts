/** The characters of a file: UTF-8 with or without a byte order mark, else CP932 as Excel writes it; undefined when it is neither. */
export const decodeText = (file: Uint8Array | string): string | undefined => {
  if (typeof file === 'string') return withoutMark(file);
  return decodedAs('utf-8', file) ?? decodedAs('shift_jis', file);
};

/** The label `shift_jis` means CP932 by the Encoding standard. */
const decodedAs = (label: string, bytes: Uint8Array): string | undefined => {
  try {
    return withoutMark(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);
