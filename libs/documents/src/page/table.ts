import type { Flow } from './flow.js';
import type { TextBox } from './press.js';
import { GREY } from './press.js';

export interface Column<Row> {
  readonly title: string;
  /** mm; exactly one column has none and takes what is left. */
  readonly width?: number;
  readonly align?: TextBox['align'];
  readonly size?: number;
  readonly weight?: TextBox['weight'];
  readonly text: (row: Row) => string;
  /** Smaller, below the text. */
  readonly below?: (row: Row) => string | undefined;
  /** Draws into the cell instead of or beside its text. */
  readonly draw?: (row: Row, cell: { x: number; y: number; width: number; height: number }) => void;
}

interface Look {
  /** mm a row has at least. */
  readonly rowMin?: number;
  readonly size?: number;
}

const PAD_MM = 1.4;
const HEAD_MM = 6.5;
const SIZE = 9;
const SMALLER = 2;
const HEAD_FILL = '#e8e8e8';

/** Rows that wrap and grow; a row is never torn apart, and the titles stand above the rows of every page. */
export const table = <Row>(
  flow: Flow,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  look: Look = {},
): void => {
  const placed = place(flow, columns);
  const sizeOf = (column: Column<Row>): number => column.size ?? look.size ?? SIZE;
  const cells = (row: Row) =>
    placed.map(({ column, x, width }) => {
      const box = {
        width: width - 2 * PAD_MM,
        size: sizeOf(column),
        align: column.align ?? 'left',
        weight: column.weight ?? 'regular',
        leading: 1.3,
      } as const;
      const small = { ...box, size: box.size - SMALLER, weight: 'regular', colour: GREY } as const;
      const text = column.text(row);
      const below = column.below?.(row);
      const textHeight = text === '' ? 0 : flow.press.heightOf(text, box);
      const height = textHeight + (below ? flow.press.heightOf(below, small) : 0);
      return { column, x, width, box, small, text, below, textHeight, height };
    });
  const head = (): void => {
    flow.press.frame(flow.left, flow.y, flow.width, HEAD_MM, { fill: HEAD_FILL });
    for (const { column, x, width } of placed)
      flow.press.text(column.title, {
        x: x + PAD_MM,
        y: flow.y,
        width: width - 2 * PAD_MM,
        height: HEAD_MM,
        size: 8,
        weight: 'bold',
        align: column.align ?? 'left',
        stands: 'middle',
        leading: 1.1,
      });
    flow.press.rule(flow.left, flow.y + HEAD_MM, flow.right, flow.y + HEAD_MM);
    flow.y += HEAD_MM;
  };
  for (const [at, row] of rows.entries()) {
    const its = cells(row);
    const height = Math.max(look.rowMin ?? 0, ...its.map((cell) => cell.height + 2 * PAD_MM));
    if (at === 0) flow.room(HEAD_MM + height);
    if (flow.room(height) || at === 0) head();
    for (const cell of its) {
      const top = flow.y + (height - cell.height) / 2;
      const x = cell.x + PAD_MM;
      if (cell.text !== '') flow.press.text(cell.text, { ...cell.box, x, y: top });
      if (cell.below) flow.press.text(cell.below, { ...cell.small, x, y: top + cell.textHeight });
      cell.column.draw?.(row, { x: cell.x, y: flow.y, width: cell.width, height });
    }
    flow.y += height;
    flow.press.rule(flow.left, flow.y, flow.right, flow.y, { width: 0.1, colour: GREY });
  }
};

const place = <Row>(
  flow: Flow,
  columns: readonly Column<Row>[],
): { column: Column<Row>; x: number; width: number }[] => {
  const rest = flow.width - columns.reduce((sum, { width }) => sum + (width ?? 0), 0);
  let x = flow.left;
  return columns.map((column) => {
    const width = column.width ?? rest;
    const at = { column, x, width };
    x += width;
    return at;
  });
};
