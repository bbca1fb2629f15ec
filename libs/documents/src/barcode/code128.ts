import bwipjs from 'bwip-js/node';
import { DocumentFault } from '../words/document-fault.js';

/** mm of the narrowest bar, best first: whole dots of label printers with 8 and 12 dots a mm. */
const MODULES_MM = [0.5, 0.375, 0.334, 0.25, 0.1875, 0.167];
/** On either side, in narrow bars. */
const QUIET_MODULES = 10;
/** Printable ASCII: what every scanner types. */
const READABLE = /^[ -~]+$/;

export interface Bars {
  /** Dark bars, in modules from the left edge of the quiet zone. */
  readonly bars: readonly { readonly at: number; readonly wide: number }[];
  readonly moduleMm: number;
  /** Quiet zones included. */
  readonly widthMm: number;
}

/** Code 128 of `code` in the widest bars for which there is room. */
export const code128Bars = (code: string, roomMm: number): Bars => {
  if (!READABLE.test(code))
    throw new DocumentFault(`the barcode "${code}" holds letters a scanner cannot type`);
  const [symbol] = bwipjs.raw('code128', code);
  if (!symbol || !('sbs' in symbol)) throw new Error('bwip-js answered no bars for Code 128');
  const modules = symbol.sbs.reduce((sum, wide) => sum + wide, 0) + 2 * QUIET_MODULES;
  const moduleMm = MODULES_MM.find((mm) => modules * mm <= roomMm);
  if (moduleMm === undefined)
    throw new DocumentFault(`the barcode "${code}" is too long for the ${roomMm} mm there are`);
  let at = QUIET_MODULES;
  const bars = symbol.sbs.flatMap((wide, index) => {
    const bar = { at, wide };
    at += wide;
    return index % 2 === 0 ? [bar] : [];
  });
  return { bars, moduleMm, widthMm: modules * moduleMm };
};
