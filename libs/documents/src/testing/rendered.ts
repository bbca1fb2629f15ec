import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const require = createRequire(import.meta.url);
const bytesOf = (path: string): ArrayBuffer => {
  const bytes = readFileSync(require.resolve(path));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
};

/** A page as Chrome's PDFium draws it: grey, a byte per dot. */
export interface RenderedPage {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  readonly text: string;
}

const MM_PER_POINT = 25.4 / 72;
const POINTS_PER_INCH = 72;
let pdfium: Promise<PDFiumLibrary> | undefined;
prepareZXingModule({ overrides: { wasmBinary: bytesOf('zxing-wasm/reader/zxing_reader.wasm') } });

export const render = async (pdf: Uint8Array, dotsPerInch = 200): Promise<RenderedPage[]> => {
  pdfium ??= PDFiumLibrary.init({ wasmBinary: bytesOf('@hyzyla/pdfium/pdfium.wasm') });
  const document = await (await pdfium).loadDocument(pdf);
  try {
    const pages: RenderedPage[] = [];
    for (const page of document.pages()) {
      // Before it is drawn: PDFium compiled to WebAssembly fails at the text of a page it has drawn.
      const text = page.getText();
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const { width, height, data } = await page.render({
        scale: dotsPerInch / POINTS_PER_INCH,
        colorSpace: 'Gray',
        render: 'bitmap',
      });
      pages.push({
        widthMm: originalWidth * MM_PER_POINT,
        heightMm: originalHeight * MM_PER_POINT,
        width,
        height,
        grey: data,
        text,
      });
    }
    return pages;
  } finally {
    document.destroy();
  }
};

/** What a scanner reads from the picture, sorted: `QRCode ^P:…`. */
export const barcodesOn = async ({ width, height, grey }: RenderedPage): Promise<string[]> => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    data.fill(grey[at] ?? 0, at * 4, at * 4 + 3);
    data[at * 4 + 3] = 255;
  }
  const picture = { width, height, data, colorSpace: 'srgb' } as Parameters<typeof readBarcodes>[0];
  const found = await readBarcodes(picture, { formats: ['Code128', 'QRCode'], maxNumberOfSymbols: 100 });
  return found.map(({ format, text }) => `${format} ${text}`).sort();
};
