import bwipjs from 'bwip-js/node';

/** Modules of white around a QR code (ISO/IEC 18004). */
const QUIET_MODULES = 4;

export interface QrModules {
  /** Dark runs, row by row. */
  readonly rows: readonly { readonly row: number; readonly from: number; readonly wide: number }[];
  readonly across: number;
  readonly quiet: number;
}

/** A QR code that stays readable with 15 % of it spoiled. */
export const qrModules = (text: string): QrModules => {
  const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('bwip-js answered no modules for QR');
  const { pixs, pixx: across } = symbol;
  const isDark = (row: number, column: number): boolean => pixs[row * across + column] === 1;
  const rows = Array.from({ length: across }, (_, row) =>
    Array.from({ length: across }, (_, from) => from)
      .filter((from) => isDark(row, from) && (from === 0 || !isDark(row, from - 1)))
      .map((from) => {
        const run = Array.from({ length: across - from }, (_, step) => from + step);
        const wide = run.findIndex((column) => !isDark(row, column));
        return { row, from, wide: wide === -1 ? across - from : wide };
      }),
  ).flat();
  return { rows, across, quiet: QUIET_MODULES };
};
