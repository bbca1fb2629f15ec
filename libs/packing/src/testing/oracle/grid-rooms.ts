import type { PackageKind, SizeMm } from '../../types.js';
import { wholeCells, type GridGoods } from './grid-goods.js';

/** The inside of a closed package in whole cells, and its outside in millimetres. */
export interface GridRoom {
  readonly kind: PackageKind;
  readonly nx: number;
  readonly ny: number;
  readonly nz: number;
  readonly outer: SizeMm;
  /** Takes one unit of this sku as it is and nothing else. */
  readonly soleSku?: string;
}

/** Every inside of the package at a height to which some of the goods can be piled. */
export const gridRoomsOf = (kind: PackageKind, goods: readonly GridGoods[], cellMm: number): GridRoom[] => {
  const cells = (mm: number): number => wholeCells(mm, cellMm, kind.code);
  switch (kind.kind) {
    case 'carton':
    case 'carrier-box': {
      const { lengthMm, widthMm, heightMm } = kind.inner;
      return [{ kind, nx: cells(lengthMm), ny: cells(widthMm), nz: cells(heightMm), outer: kind.outer }];
    }
    case 'folding-box': {
      const least = cells(kind.innerHeightMmMin);
      const full = cells(kind.inner.heightMm);
      const heights = new Set(pileHeights(goods, full).map((height) => Math.max(height, least)));
      return [...heights].map((nz) => ({
        kind,
        nx: cells(kind.inner.lengthMm),
        ny: cells(kind.inner.widthMm),
        nz,
        outer: { ...kind.outer, heightMm: kind.outer.heightMm - (full - nz) * cellMm },
      }));
    }
    case 'mailer-bag':
    case 'padded-envelope': {
      const length = cells(kind.flat.lengthMm);
      const width = cells(kind.flat.widthMm);
      const walls = 2 * kind.wallMm;
      return pileHeights(goods, Math.floor(kind.thicknessMmMax / cellMm)).map((nz) => ({
        kind,
        nx: length - nz,
        ny: width - nz,
        nz,
        outer: {
          lengthMm: (length - nz) * cellMm + walls,
          widthMm: (width - nz) * cellMm + walls,
          heightMm: nz * cellMm + walls,
        },
      }));
    }
    case 'own-box':
      return goods
        .filter(({ item }) => item.shipsInOwnBox)
        .map(({ item }) => ({ kind, nx: 0, ny: 0, nz: 0, outer: item.size, soleSku: item.sku }));
  }
};

/** Every height from 1 to `max` cells that a pile of some of the units can have. */
const pileHeights = (goods: readonly GridGoods[], max: number): number[] => {
  const reached = new Array<boolean>(max + 1).fill(false);
  reached[0] = true;
  for (const { item, poses } of goods) {
    for (let unit = 0; unit < item.quantity; unit += 1) {
      for (let height = max; height > 0; height -= 1)
        reached[height] ||= poses.some(({ dz }) => dz <= height && reached[height - dz]);
    }
  }
  return reached.flatMap((is, height) => (is && height > 0 ? [height] : []));
};
