import type { Row } from '../section.js';
import { listed } from './listed.js';
import type { OrderFigures } from './one-order.js';

/** Orders, and goods, told by name; the rest is only counted. */
const NAMED_MAX = 20;

/** An order packed in fewest boxes. */
export type PackedOrder = OrderFigures & { readonly boxes: number };

/** The orders that all sums are about. */
export const packedOnes = (figures: readonly OrderFigures[]): PackedOrder[] =>
  figures.filter((one): one is PackedOrder => one.boxes !== undefined);

/** Packed orders that no carrier takes in any of the boxes tried. */
const unsentOnes = (figures: readonly OrderFigures[]): PackedOrder[] =>
  packedOnes(figures).filter(({ yen }) => yen === undefined);

const notPackedOnes = (figures: readonly OrderFigures[]): OrderFigures[] =>
  figures.filter(({ boxes }) => boxes === undefined);

const misfits = (figures: readonly OrderFigures[]): string[] => [
  ...new Set(figures.flatMap(({ unpackable }) => unpackable)),
];

/** The orders without an answer by name, and why; no row when all are packed and sent. */
export const notPackedRows = (figures: readonly OrderFigures[]): Row[] => {
  const left = notPackedOnes(figures);
  const unsent = unsentOnes(figures);
  const skus = misfits(figures);
  const rows: Row[] = [];
  if (left.length > 0)
    rows.push({
      what: 'orders that could not be packed; left out of all sums',
      ours: countedOf(
        left.map(({ id, notPacked }) => (notPacked === undefined ? id : `${id} (${notPacked})`)),
        figures.length,
      ),
    });
  if (skus.length > 0)
    rows.push({
      what: 'goods that fit no box: item, sides in mm x g',
      ours: `${skus.length}: ${listed(skus, NAMED_MAX)}`,
    });
  if (left.length === figures.length)
    rows.push({ what: 'orders packed', ours: 'no order could be packed', target: '>= 1', holds: false });
  if (unsent.length > 0)
    rows.push({
      what: 'orders that no carrier takes in these boxes; left out of the yen',
      ours: countedOf(
        unsent.map(({ id }) => id),
        packedOnes(figures).length,
      ),
    });
  return rows;
};

const countedOf = (names: readonly string[], of: number): string =>
  `${names.length} of ${of}: ${listed(names, NAMED_MAX)}`;

/** The same for the JSON file. */
export const notPackedFigures = (figures: readonly OrderFigures[]) => {
  const left = notPackedOnes(figures);
  const unsent = unsentOnes(figures);
  const skus = misfits(figures);
  return {
    packed: figures.length - left.length,
    notPacked: {
      orders: left.length,
      named: left.slice(0, NAMED_MAX).map(({ id, units, notPacked, unpackable }) => ({
        id,
        units,
        why: notPacked,
        skus: unpackable.slice(0, NAMED_MAX),
      })),
      skus: skus.length,
      namedSkus: skus.slice(0, NAMED_MAX),
    },
    noCarrier: { orders: unsent.length, named: unsent.slice(0, NAMED_MAX).map(({ id }) => id) },
  };
};
