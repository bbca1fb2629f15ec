import type { SizeMm } from '@okuru/packing';
import { shuffled, wholeBetween, type Chance } from '../seeded.js';

export interface Family {
  readonly items: number;
  /** Share of the box that the items take. */
  readonly fill: number;
}

/** No cut leaves less than this share of a side, so that pieces are neither slivers nor nearly the whole. */
const CUT_SHARE_MIN = 0.2;
/** Thinnest piece, mm. */
const PIECE_MM_MIN = 10;
/** How far the fill of a case may be from its family's. */
const FILL_TOLERANCE = 0.02;
const BOXES_TRIED_MAX = 10_000;

/**
 * Goods that are known to fit the box: it is cut by guillotine cuts into more pieces than wanted, pieces are dropped until
 * the fill is that of the family, and the rest is turned and shuffled. The share of pieces dropped is the share of volume dropped.
 */
export const feasibleGoods = (box: SizeMm, { items, fill }: Family, chance: Chance): SizeMm[] => {
  const boxVolume = volumeOf(box);
  for (let tries = 0; tries < BOXES_TRIED_MAX; tries += 1) {
    const pieces = shuffled(cutBox(box, Math.round(items / fill), chance), chance).slice(0, items);
    const share = pieces.reduce((sum, piece) => sum + volumeOf(piece), 0) / boxVolume;
    if (pieces.length === items && Math.abs(share - fill) <= FILL_TOLERANCE)
      return pieces.map((piece) => turned(piece, chance));
  }
  throw new Error(`no ${items} pieces with a fill of ${fill} in ${BOXES_TRIED_MAX} boxes cut`);
};

/** The pieces of a box after so many cuts less one, always of the largest piece; fewer when nothing can be cut any more. */
const cutBox = (box: SizeMm, count: number, chance: Chance): SizeMm[] => {
  const pieces = [box];
  for (let cuts = 1; cuts < count; cuts += 1) {
    const largest = pieces.reduce((best, piece) => (volumeOf(piece) > volumeOf(best) ? piece : best));
    const halves = cutOnce(largest, chance);
    if (!halves) return pieces;
    pieces.splice(pieces.indexOf(largest), 1, ...halves);
  }
  return pieces;
};

/** Across a side drawn in proportion to its length; undefined when that side is too short. */
const cutOnce = (piece: SizeMm, chance: Chance): [SizeMm, SizeMm] | undefined => {
  const sides = ['lengthMm', 'widthMm', 'heightMm'] as const;
  let draw = chance() * sides.reduce((sum, side) => sum + piece[side], 0);
  const side = sides.find((one) => (draw -= piece[one]) < 0) ?? 'heightMm';
  const least = Math.max(PIECE_MM_MIN, Math.ceil(piece[side] * CUT_SHARE_MIN));
  if (piece[side] < 2 * least) return undefined;
  const at = wholeBetween(chance, least, piece[side] - least);
  return [
    { ...piece, [side]: at },
    { ...piece, [side]: piece[side] - at },
  ];
};

const turned = ({ lengthMm, widthMm, heightMm }: SizeMm, chance: Chance): SizeMm => {
  const [length, width, height] = shuffled([lengthMm, widthMm, heightMm], chance);
  return { lengthMm: length!, widthMm: width!, heightMm: height! };
};

export const volumeOf = ({ lengthMm, widthMm, heightMm }: SizeMm): number => lengthMm * widthMm * heightMm;
