import { type Parcel, unitsOf } from '../../../shared/parcels/parcel.js';
import type { Scene, SceneBox } from '../../../shared/parcels/scene.js';

/** What of the plan lies in the box, and what goes in next. */
interface Placing {
  readonly placed: readonly SceneBox[];
  /** undefined: everything is in. */
  readonly next: SceneBox | undefined;
}

/** Whether the plan is of what the parcel holds now. */
export const isOf = ({ boxes, packageCode }: Scene, parcel: Parcel): boolean =>
  packageCode === parcel.packageCode &&
  boxes.length === unitsOf(parcel) &&
  [...countBySku(parcel, ({ quantity }) => quantity)].every(
    ([sku, units]) => boxes.filter((box) => box.sku === sku).length === units,
  );

/** In whatever order the units were scanned, of each item the first places are taken. */
export const placingOf = ({ boxes }: Scene, parcel: Parcel): Placing => {
  const left = countBySku(parcel, ({ scanned }) => scanned);
  const placed: SceneBox[] = [];
  let next: SceneBox | undefined;
  for (const box of boxes) {
    const units = left.get(box.sku) ?? 0;
    if (units > 0) placed.push(box);
    else next ??= box;
    left.set(box.sku, units - 1);
  }
  return { placed, next };
};

const countBySku = (
  { lines }: Parcel,
  of: (line: Parcel['lines'][number]) => number,
): Map<string, number> => {
  const units = new Map<string, number>();
  for (const line of lines) units.set(line.sku, (units.get(line.sku) ?? 0) + of(line));
  return units;
};

const SPREAD_MM = 1;
type Third<Low extends string, High extends string> = Low | 'middle' | High;

/** Where a unit lies, for the words that tell it. */
interface Where {
  readonly across: Third<'left', 'right'>;
  readonly along: Third<'front', 'back'>;
  readonly up: 'bottom' | 'above';
}

export const whereOf = ({ inner }: Scene, box: SceneBox): Where => ({
  across: thirdOf(box.xMm + box.dxMm / 2, inner.lengthMm, 'left', 'right'),
  along: thirdOf(box.yMm + box.dyMm / 2, inner.widthMm, 'front', 'back'),
  up: box.zMm > box.dzMm / 2 + SPREAD_MM ? 'above' : 'bottom',
});

const thirdOf = <Low extends string, High extends string>(
  at: number,
  length: number,
  low: Low,
  high: High,
): Third<Low, High> => (at < length * 0.4 ? low : at > length * 0.6 ? high : 'middle');
