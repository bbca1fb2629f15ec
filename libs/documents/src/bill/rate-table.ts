import type { Flow } from '../page/flow.js';
import type { RateTotal, TaxMode } from '../tax/tax-per-rate.js';
import { yen } from '../words/words.js';

/** A line of the totals: its title, and titled amounts. */
export interface RateRow {
  readonly title: string;
  readonly cells: readonly (readonly [title: string, value: string])[];
  readonly isSum?: boolean;
}

const ROW_MM = 7;
const TITLE_MM = 34;
const WIDTH_MM = 128;
const APART_MM = 5;

/** The totals of each rate, one row each, at the right of the page and in one piece. */
export const rateTable = (flow: Flow, rows: readonly RateRow[]): void => {
  flow.room(rows.length * ROW_MM);
  const { press, right } = flow;
  const left = right - WIDTH_MM;
  for (const { title, cells, isSum } of rows) {
    const weight = isSum ? 'bold' : 'regular';
    const line = { y: flow.y, height: ROW_MM, size: 9, weight, stands: 'middle', leading: 1.1 } as const;
    if (isSum) press.rule(left, flow.y, right, flow.y, { width: 0.4 });
    press.text(title, { ...line, x: left + 1.5, width: TITLE_MM });
    const width = (WIDTH_MM - TITLE_MM) / Math.max(1, cells.length);
    for (const [at, [name, value]] of cells.entries()) {
      const x = left + TITLE_MM + at * width + (at === 0 ? 0 : APART_MM);
      const rest = width - (at === 0 ? 0 : APART_MM);
      press.text(name, { ...line, x, width: rest * NAME_PART, size: 8 });
      press.text(value, {
        ...line,
        x: x + rest * NAME_PART,
        width: rest * (1 - NAME_PART) - 1.5,
        align: 'right',
      });
    }
    flow.y += ROW_MM;
    press.rule(left, flow.y, right, flow.y, { width: 0.1 });
  }
};

const NAME_PART = 0.4;

const titleOf = ({ taxRate }: RateTotal): string =>
  taxRate === 0 ? '消費税対象外' : `${taxRate}%対象${taxRate === 8 ? ' ※' : ''}`;

/** As a qualified invoice must have it: the sum and the tax of each rate. */
export const taxedRows = (totals: readonly RateTotal[], mode: TaxMode): RateRow[] => [
  ...totals.map((total): RateRow => {
    const sum: [string, string] =
      mode === 'included' ? ['税込対価', yen(total.withTaxYen)] : ['税抜対価', yen(total.withoutTaxYen)];
    return {
      title: titleOf(total),
      cells: total.taxRate === 0 ? [['対価', sum[1]]] : [sum, ['消費税額', yen(total.taxYen)]],
    };
  }),
  sumRow(totals),
];

/** As a shop that is not registered may have it: the sum of each rate, and no tax. */
export const untaxedRows = (totals: readonly RateTotal[]): RateRow[] => [
  ...totals.map((total): RateRow => ({ title: titleOf(total), cells: [['合計', yen(total.withTaxYen)]] })),
  sumRow(totals),
];

const sumRow = (totals: readonly RateTotal[]): RateRow => ({
  title: '総合計',
  cells: [['', yen(totals.reduce((sum, { withTaxYen }) => sum + withTaxYen, 0))]],
  isSum: true,
});
