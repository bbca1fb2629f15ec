import type { BoxKind } from '../carriage.js';
import type { PackItem } from '@okuru/packing';
import type { PeerAnswer } from './order-set.js';

/** Ways to draw boxes looked at; beyond it the boxes stay unknown. */
const WAYS_MAX = 200_000;

/**
 * Which boxes BoxPacker used. It states their number and the volume utilisation rounded to 0.1 %, and with boxes of
 * different volumes that names them: every draw of that many boxes that has this utilisation. Empty = it cannot be told.
 */
export const peerBoxes = (
  items: readonly PackItem[],
  kinds: readonly BoxKind[],
  { boxes, utilisationPct }: PeerAnswer,
): BoxKind[][] => {
  if (utilisationPct === undefined || waysToDraw(kinds.length, boxes) > WAYS_MAX) return [];
  const goods = items.reduce((sum, { size, quantity }) => sum + quantity * volumeOf(size), 0);
  return draws(kinds, boxes).filter((draw) => {
    const inside = draw.reduce((sum, { inner }) => sum + volumeOf(inner), 0);
    return Math.abs((100 * goods) / inside - utilisationPct) <= 0.05 + 1e-9;
  });
};

const volumeOf = ({ lengthMm, widthMm, heightMm }: PackItem['size']): number => lengthMm * widthMm * heightMm;

/** (kinds + boxes - 1) over boxes. */
const waysToDraw = (kinds: number, boxes: number): number => {
  let ways = 1;
  for (let at = 1; at <= boxes; at += 1) ways = (ways * (kinds - 1 + at)) / at;
  return ways;
};

/** Every multiset of so many kinds. */
const draws = (kinds: readonly BoxKind[], count: number): BoxKind[][] => {
  if (count === 0) return [[]];
  return kinds.flatMap((kind, index) => draws(kinds.slice(index), count - 1).map((rest) => [kind, ...rest]));
};
