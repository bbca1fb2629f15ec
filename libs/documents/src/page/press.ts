import PDFDocument from 'pdfkit';
import { code128Bars } from '../barcode/code128.js';
import { qrModules } from '../barcode/qr.js';
import { DocumentFault } from '../words/document-fault.js';
import { fit, type Fitted } from './fit.js';
import { fontBytes, type Weight } from './fonts.js';
import { WITHOUT_KERNING } from './letters.js';
import type { Paper } from './paper.js';
import { mmOf, pointsOf } from './units.js';

/** Where a text goes: mm from the top left of the page, letters in points. */
export interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** mm. Without it the text grows downwards as far as it needs; with it the letters shrink to `sizeMin` until all fits. */
  readonly height?: number;
  readonly size: number;
  readonly sizeMin?: number;
  /** Points to which letters shrink before lines are broken, such as for names. */
  readonly oneLineDownTo?: number;
  readonly weight?: Weight;
  readonly align?: 'left' | 'center' | 'right';
  /** Where in `height` a text that needs less of it stands. */
  readonly stands?: 'top' | 'middle' | 'bottom';
  readonly colour?: string;
  readonly leading?: number;
}

/** Something that could not be printed as it was asked for. */
export interface Remark {
  /** Counted from 0, as the documents were given. */
  readonly document: number;
  /** `replaced`: 〓 stands for a letter the font lacks. `cut`: the end did not fit, or stands beyond the page. */
  readonly kind: 'replaced' | 'cut';
  /** The letter, or the text whose end is missing. */
  readonly text: string;
}

/** The least size a person reads without a glass. */
const SIZE_MIN = 5;
/** All pages are kept in memory until the last. */
export const PAGES_MAX = 5_000;
const LEADING = 1.4;
/** Points: what sums of fractions may differ by. */
const ROUNDING = 0.01;
/** Of Noto Sans JP: from the top of a letter to the line it stands on, in sizes. */
const TOP_TO_BASELINE = 0.88;
export const BLACK = '#000000';
export const GREY = '#555555';

/** A PDF in the making: pages in mm with texts, rules and barcodes. */
export class Press {
  readonly remarks: Remark[] = [];
  pages = 0;
  private readonly pdf: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<void>;
  private document = 0;
  private pageHeight = 0;

  /** The date stands in the PDF and is all that would differ between two prints of the same. */
  constructor(title: string, createdAt: Date) {
    this.pdf = new PDFDocument({
      autoFirstPage: false,
      bufferPages: true,
      margin: 0,
      pdfVersion: '1.7',
      lang: 'ja-JP',
      displayTitle: true,
      info: {
        Title: title,
        Creator: 'Okuru',
        Producer: 'Okuru',
        CreationDate: createdAt,
        ModDate: createdAt,
      },
    });
    this.pdf.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.pdf.on('end', resolve);
      this.pdf.on('error', reject);
    });
    for (const weight of ['regular', 'bold'] as const) this.pdf.registerFont(weight, fontBytes(weight));
  }

  page({ widthMm, heightMm }: Paper): void {
    if (this.pages >= PAGES_MAX)
      throw new DocumentFault(`more than ${PAGES_MAX} pages: print them into several files`);
    this.pdf.addPage({ size: [pointsOf(widthMm), pointsOf(heightMm)], margin: 0 });
    this.pageHeight = pointsOf(heightMm);
    this.pages += 1;
  }

  /** After the last page of a document; `foot` draws on each of its pages, when it is known how many there are. */
  endDocument(foot: (page: number, of: number) => void): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.pdf.switchToPage(start + at);
      foot(at + 1, count);
    }
    this.pdf.flushPages();
    this.document += 1;
  }

  async end(): Promise<Buffer> {
    this.pdf.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }

  /** Prints the text; the answer is the height it took, in mm. */
  text(text: string, box: TextBox): number {
    const fitted = fitIn(text, box);
    const { size, lines } = fitted;
    const lineHeight = size * (box.leading ?? LEADING);
    const spare = box.height === undefined ? 0 : Math.max(0, pointsOf(box.height) - fitted.heightPoints);
    const part = { top: 0, middle: 0.5, bottom: 1 }[box.stands ?? 'top'];
    const top = pointsOf(box.y) + spare * part;
    this.remark(text, fitted, top);
    this.pdf
      .font(box.weight ?? 'regular')
      .fontSize(size)
      .fillColor(box.colour ?? BLACK);
    for (const [at, line] of lines.entries()) {
      const width = line.reduce((sum, { widthEm }) => sum + widthEm, 0) * size;
      const left = { left: 0, center: 0.5, right: 1 }[box.align ?? 'left'] * (pointsOf(box.width) - width);
      const baseline = top + at * lineHeight + (lineHeight - size) / 2 + size * TOP_TO_BASELINE;
      const printed = line.map((letter) => letter.text).join('');
      if (printed !== '')
        this.pdf.text(printed, pointsOf(box.x) + left, baseline, {
          lineBreak: false,
          baseline: 'alphabetic',
          features: WITHOUT_KERNING as unknown as PDFKit.Mixins.OpenTypeFeatures[],
        });
    }
    return mmOf(fitted.heightPoints);
  }

  /** The height in mm that `text` will take. */
  heightOf(text: string, box: Omit<TextBox, 'x' | 'y'>): number {
    return mmOf(fitIn(text, { ...box, x: 0, y: 0 }).heightPoints);
  }

  rule(
    x: number,
    y: number,
    toX: number,
    toY: number,
    look: { width?: number; colour?: string; dash?: number } = {},
  ): void {
    this.pdf
      .save()
      .lineWidth(pointsOf(look.width ?? 0.2))
      .strokeColor(look.colour ?? BLACK);
    if (look.dash !== undefined) this.pdf.dash(pointsOf(look.dash), { space: pointsOf(look.dash) });
    this.pdf.moveTo(pointsOf(x), pointsOf(y)).lineTo(pointsOf(toX), pointsOf(toY)).stroke().restore();
  }

  frame(
    x: number,
    y: number,
    width: number,
    height: number,
    look: { line?: number; colour?: string; fill?: string; dash?: number } = {},
  ): void {
    this.pdf
      .save()
      .lineWidth(pointsOf(look.line ?? 0.2))
      .strokeColor(look.colour ?? BLACK);
    if (look.dash !== undefined) this.pdf.dash(pointsOf(look.dash), { space: pointsOf(look.dash) });
    this.pdf.rect(pointsOf(x), pointsOf(y), pointsOf(width), pointsOf(height));
    if (look.fill !== undefined) this.pdf.fill(look.fill);
    else this.pdf.stroke();
    this.pdf.restore();
  }

  /** Bars of `code` in the middle of the box, its quiet zones inside. */
  code128(code: string, box: { x: number; y: number; width: number; height: number }): void {
    const { bars, moduleMm, widthMm } = code128Bars(code, box.width);
    const left = box.x + (box.width - widthMm) / 2;
    this.pdf.save().fillColor(BLACK);
    for (const { at, wide } of bars)
      this.pdf.rect(
        pointsOf(left + at * moduleMm),
        pointsOf(box.y),
        pointsOf(wide * moduleMm),
        pointsOf(box.height),
      );
    this.pdf.fill().restore();
  }

  /** A QR code with its quiet zone inside a square of `side` mm. */
  qr(text: string, { x, y, side }: { x: number; y: number; side: number }): void {
    const { rows, across, quiet } = qrModules(text);
    const module = side / (across + 2 * quiet);
    this.pdf.save().fillColor(BLACK);
    for (const { row, from, wide } of rows)
      this.pdf.rect(
        pointsOf(x + (quiet + from) * module),
        pointsOf(y + (quiet + row) * module),
        pointsOf(wide * module),
        pointsOf(module),
      );
    this.pdf.fill().restore();
  }

  private remark(text: string, { lines, isCut, heightPoints }: Fitted, top: number): void {
    const { document } = this;
    for (const { missing } of lines.flat())
      if (missing !== undefined) this.remarks.push({ document, kind: 'replaced', text: missing });
    if (isCut || top + heightPoints > this.pageHeight + ROUNDING)
      this.remarks.push({ document, kind: 'cut', text });
  }
}

const fitIn = (text: string, box: TextBox): Fitted =>
  fit(text, {
    widthPoints: pointsOf(box.width),
    ...(box.height === undefined ? {} : { heightPoints: pointsOf(box.height) }),
    size: box.size,
    ...(box.oneLineDownTo === undefined ? {} : { oneLineDownTo: box.oneLineDownTo }),
    sizeMin: Math.min(box.size, box.sizeMin ?? SIZE_MIN),
    leading: box.leading ?? LEADING,
    weight: box.weight ?? 'regular',
  });
