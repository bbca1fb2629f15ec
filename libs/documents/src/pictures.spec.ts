import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRINTABLES, printPdf } from './index.js';
import { pixelsOf, pngOf } from './testing/png.js';
import { render } from './testing/rendered.js';

const FOLDER = join(import.meta.dirname, '../../../docs/screens');
const DOTS_PER_INCH = { 'packing-slip': 72, label: 110, 'qualified-invoice': 72 };

/** `OKURU_PICTURES=write` makes them anew. */
describe('the pictures in docs/screens', () => {
  it.each(Object.entries(DOTS_PER_INCH))('show the %s as it is printed', async (name, dotsPerInch) => {
    const printable = PRINTABLES.find((each) => each.name === name)!;
    const { pdf } = await printPdf([printable.of(printable.example)], { createdAt: new Date(0) });
    const [page] = await render(pdf, dotsPerInch);
    const file = join(FOLDER, `document-${name}.png`);
    if (process.env.OKURU_PICTURES === 'write') {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, pngOf(page!));
    }
    // Node's versions compress differently: what is drawn counts.
    expect(pixelsOf(readFileSync(file)).equals(pixelsOf(pngOf(page!)))).toBe(true);
  });
});
