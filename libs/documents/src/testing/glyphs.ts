import { inflateSync } from 'node:zlib';

const STREAM = /stream\r?\n([\s\S]*?)\r?\nendstream/g;
const SHOWN = /\[([^\]]*)\]\s*TJ/g;
const GLYPH_DIGITS = 4;

/** The glyphs a PDF shows, as numbers of its embedded fonts; 0 is .notdef, the box for a letter that a font does not have. */
export const glyphsIn = (pdf: Buffer): number[] =>
  [...pdf.toString('latin1').matchAll(STREAM)]
    .map(([, data = '']) => inflated(Buffer.from(data, 'latin1')))
    .filter((text) => /\bBT\b/.test(text))
    .flatMap((text) => [...text.matchAll(SHOWN)])
    .flatMap(([, row = '']) => [...row.matchAll(/<([0-9a-f]+)>/gi)])
    .flatMap(([, hex = '']) =>
      Array.from({ length: hex.length / GLYPH_DIGITS }, (_, at) =>
        Number.parseInt(hex.slice(at * GLYPH_DIGITS, (at + 1) * GLYPH_DIGITS), 16),
      ),
    );

const inflated = (data: Buffer): string => {
  try {
    return inflateSync(data).toString('latin1');
  } catch {
    return '';
  }
};
