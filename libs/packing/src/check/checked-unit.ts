import type { PackItem, PackRules, Placement, SizeMm } from '../types.js';

/** Lengths closer than this, mm, count as equal. */
export const EQUAL_MM = 1e-6;

/** One unit with its filler, as the checker sees it: from (x, y, z) to (x2, y2, z2), mm. */
export interface CheckedUnit {
  readonly name: string;
  readonly item: PackItem;
  readonly place: Placement;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly x2: number;
  readonly y2: number;
  readonly z2: number;
}

/** The unit with as much filler round it as its goods ask for. */
export const checkedUnit = (place: Placement, item: PackItem, { paddingMm }: PackRules): CheckedUnit => {
  const pad = item.fragile ? paddingMm : 0;
  return {
    name: `${place.sku} #${place.unit}`,
    item,
    place,
    x: place.xMm - pad,
    y: place.yMm - pad,
    z: place.zMm - pad,
    x2: place.xMm + place.dxMm + pad,
    y2: place.yMm + place.dyMm + pad,
    z2: place.zMm + place.dzMm + pad,
  };
};

export const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= EQUAL_MM;

export const isSameSize = (a: SizeMm, b: SizeMm): boolean =>
  isSame(a.lengthMm, b.lengthMm) && isSame(a.widthMm, b.widthMm) && isSame(a.heightMm, b.heightMm);

export const sizeText = ({ lengthMm, widthMm, heightMm }: SizeMm): string =>
  `${lengthMm} x ${widthMm} x ${heightMm} mm`;
