import type { LineSet } from '@okuru/contracts';
import { beneath, type TableRow } from './letter-document.js';
import type { Addressed, OrderCard } from './letter.js';

interface Units {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}

/** What the buyer ordered: an item, or a set with those of its parts that are spoken of. */
type Ordered<Line> = { readonly line: Line } | { readonly set: LineSet; readonly parts: readonly Line[] };

/** Lines as the buyer ordered them: the parts of a set stand together, in the place of the first of them. */
export const asOrdered = <Line extends Pick<Units, 'lineId'>>(
  lines: readonly Line[],
  setOf: (line: Line) => LineSet | undefined,
): Ordered<Line>[] => {
  const places = new Map<string, Line[]>();
  return lines.flatMap((line): Ordered<Line>[] => {
    const set = setOf(line);
    if (set === undefined) return [{ line }];
    const parts = places.get(set.lineId);
    if (parts !== undefined) {
      parts.push(line);
      return [];
    }
    const first = [line];
    places.set(set.lineId, first);
    return [{ set, parts: first }];
  });
};

/** The name of a set in the letter's language, as it was when it was ordered. */
export const setName = ({ language }: Pick<Addressed, 'language'>, { names }: LineSet): string =>
  names[language] === '' ? names.ja : names[language];

/** A row for each part, beneath its set; units of one part that cost differently are one row. */
export const partRows = ({ nameOf }: Pick<Addressed, 'nameOf'>, parts: readonly Units[]): TableRow[] => {
  const units = new Map<string, number>();
  for (const { sku, quantity } of parts) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units].map(([sku, quantity]) => beneath([nameOf(sku), String(quantity)]));
};

const PART_OF = {
  ja: (name: string) => `${name}（一部）`,
  en: (name: string) => `${name} (part of it)`,
} as const;

/** Rows of name and units: some of an order's units, a set named once with its parts that are among them. */
export const unitRows = (to: Addressed, lines: readonly Units[]): TableRow[] => {
  const ordered = new Map(to.order?.lines.map((line) => [line.lineId, line]));
  return asOrdered(lines, ({ lineId }) => ordered.get(lineId)?.set).flatMap((one): TableRow[] => {
    if ('line' in one) return [[to.nameOf(one.line.sku), String(one.line.quantity)]];
    const name = setName(to, one.set);
    const whole = isWhole(one.set, one.parts, to.order?.lines ?? []);
    return [
      whole ? [name, String(one.set.quantity)] : [PART_OF[to.language](name)],
      ...partRows(to, one.parts),
    ];
  });
};

/** Whether these are all units of the set, of every line that it was taken apart into. */
const isWhole = (set: LineSet, parts: readonly Units[], ordered: OrderCard['lines']): boolean =>
  ordered
    .filter((line) => line.set?.lineId === set.lineId)
    .every(({ lineId, quantity }) => {
      const here = parts.filter((part) => part.lineId === lineId);
      return here.reduce((sum, part) => sum + part.quantity, 0) === quantity;
    });
