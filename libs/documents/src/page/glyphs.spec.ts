import PDFDocument from 'pdfkit';
import { PRINTABLES, printPdf } from '../index.js';
import { glyphsIn } from '../testing/glyphs.js';
import { fontBytes } from './fonts.js';

const createdAt = new Date('2026-01-15T03:04:05Z');

/** As a program prints that trusts its font. */
const printedUnchecked = async (text: string): Promise<Buffer> => {
  const pdf = new PDFDocument();
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  pdf.registerFont('regular', fontBytes('regular')).font('regular').text(text).end();
  await ended;
  return Buffer.concat(chunks);
};

describe('no glyph is .notdef', () => {
  it('and the check sees one where there is one', async () => {
    expect(glyphsIn(await printedUnchecked('花子🎉'))).toContain(0);
    expect(glyphsIn(await printedUnchecked('花子'))).not.toContain(0);
  });

  it.each(PRINTABLES.map((printable) => [printable.name, printable] as const))(
    'on %s',
    async (_name, printable) => {
      const glyphs = glyphsIn((await printPdf([printable.of(printable.example)], { createdAt })).pdf);
      expect(glyphs.length).toBeGreaterThan(5);
      expect(glyphs).not.toContain(0);
    },
  );

  it('with names as people have them, and with letters no font has', async () => {
    const label = PRINTABLES.find(({ name }) => name === 'label')!;
    for (const name of [
      '髙﨑①㈱𠮷',
      '濵瀨德邉彅鷗栁',
      'ｱｲﾞﾟⅢ№℡〜～−¥♪',
      '葛\u{e0100}城か\u3099',
      '🎉👩‍🌾\u0007\ufeff',
    ]) {
      const data = {
        ...(label.example as { to: object }),
        to: { ...(label.example as { to: object }).to, name },
      };
      expect(glyphsIn((await printPdf([label.of(data)], { createdAt })).pdf)).not.toContain(0);
    }
  });
});
