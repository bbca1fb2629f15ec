import type { Paper } from './paper.js';
import type { Press, TextBox } from './press.js';

/** A document that goes on as long as its data: from the top of a page downwards, then on the next page. */
export class Flow {
  y = 0;

  constructor(
    readonly press: Press,
    private readonly paper: Paper,
    private readonly marginMm: number,
    /** Drawn at the top of every page after the first; the answer is where the text goes on. */
    private readonly headAgain: (press: Press) => number,
  ) {
    press.page(paper);
    this.y = marginMm;
  }

  get left(): number {
    return this.marginMm;
  }

  get right(): number {
    return this.paper.widthMm - this.marginMm;
  }

  get width(): number {
    return this.paper.widthMm - 2 * this.marginMm;
  }

  /** Makes sure of `height` mm in one piece, on a new page where this one is too full; the answer is whether it began one. */
  room(height: number): boolean {
    if (this.y + height <= this.paper.heightMm - this.marginMm - FOOT_MM) return false;
    this.press.page(this.paper);
    this.y = this.headAgain(this.press);
    return true;
  }

  /** A text over the whole width, or as `box` says, in one piece. */
  text(text: string, box: Omit<TextBox, 'x' | 'y' | 'width'> & { x?: number; width?: number }): void {
    const place = { x: this.left, width: this.width, ...box };
    this.room(this.press.heightOf(text, place));
    this.y += this.press.text(text, { ...place, y: this.y });
  }

  gap(mm: number): void {
    this.y += mm;
  }
}

/** Kept free for the number of the page. */
const FOOT_MM = 4;
