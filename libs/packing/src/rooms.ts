import type { Shape } from './shape.js';
import { TOLERANCE_MM } from './space.js';
import type { PackageKind, SizeMm } from './types.js';

/** The inside of a closed package and the size it then has outside. */
export interface PackageRoom {
  readonly inner: SizeMm;
  readonly outer: SizeMm;
  /** The one sku of which this room takes one unit and nothing else, as it is and unpadded: the goods' own box. */
  readonly soleSku?: string;
}

/** Heights tried for one package at most; beyond it they are taken in even steps. */
export const ROOMS_MAX = 64;

/**
 * The insides worth trying for these goods, the lowest first. Every unit stands on the floor or on others, so the top of the
 * contents is a sum of vertical sides: folding boxes and soft packages get one room for each such height, which loses nothing
 * but what `ROOMS_MAX` rounds up. What the goods leave free in a room is filled, so a closed package keeps its room's size.
 */
export const roomsOf = (kind: PackageKind, shapes: readonly Shape[]): readonly PackageRoom[] => {
  switch (kind.kind) {
    case 'carton':
    case 'carrier-box':
      return [{ inner: kind.inner, outer: kind.outer }];
    case 'folding-box':
      return heightsOf(shapes, kind.innerHeightMmMin, kind.inner.heightMm).map((heightMm) =>
        closedAt(kind, heightMm)!,
      );
    case 'mailer-bag':
    case 'padded-envelope':
      return heightsOf(shapes, 0, kind.thicknessMmMax).flatMap((heightMm) => closedAt(kind, heightMm) ?? []);
    case 'own-box':
      return shapes.flatMap(({ sku, ownBox }) =>
        ownBox ? [{ inner: ownBox, outer: ownBox, soleSku: sku }] : [],
      );
  }
};

/**
 * The package closed over contents of this height, mm; undefined when it cannot be closed over them or, for the goods' own box,
 * when the contents alone say its size. A box of one size is always closed at its full height.
 */
export const closedAt = (kind: PackageKind, heightMm: number): PackageRoom | undefined => {
  switch (kind.kind) {
    case 'carton':
    case 'carrier-box':
      return heightMm <= kind.inner.heightMm + TOLERANCE_MM
        ? { inner: kind.inner, outer: kind.outer }
        : undefined;
    case 'folding-box': {
      if (heightMm > kind.inner.heightMm + TOLERANCE_MM) return undefined;
      const innerHeightMm = Math.max(heightMm, kind.innerHeightMmMin);
      const lidsMm = kind.outer.heightMm - kind.inner.heightMm;
      return {
        inner: { ...kind.inner, heightMm: innerHeightMm },
        outer: { ...kind.outer, heightMm: innerHeightMm + lidsMm },
      };
    }
    case 'mailer-bag':
    case 'padded-envelope': {
      const inner = {
        lengthMm: kind.flat.lengthMm - heightMm,
        widthMm: kind.flat.widthMm - heightMm,
        heightMm,
      };
      const closes =
        heightMm <= kind.thicknessMmMax + TOLERANCE_MM && Math.min(inner.lengthMm, inner.widthMm) > 0;
      return closes ? { inner, outer: grownBy(inner, 2 * kind.wallMm) } : undefined;
    }
    case 'own-box':
      return undefined;
  }
};

/** The inside of a closed package of this outer size: what its filler and its goods share. */
export const innerOf = (kind: PackageKind, outer: SizeMm): SizeMm => {
  switch (kind.kind) {
    case 'carton':
    case 'carrier-box':
      return kind.inner;
    case 'folding-box':
      return { ...kind.inner, heightMm: outer.heightMm - (kind.outer.heightMm - kind.inner.heightMm) };
    case 'mailer-bag':
    case 'padded-envelope':
      return grownBy(outer, -2 * kind.wallMm);
    case 'own-box':
      return outer;
  }
};

const grownBy = ({ lengthMm, widthMm, heightMm }: SizeMm, byMm: number): SizeMm => ({
  lengthMm: lengthMm + byMm,
  widthMm: widthMm + byMm,
  heightMm: heightMm + byMm,
});

/** Heights that piles of these goods can have, from `min` to `max` mm; piles lower than `min` count as `min`. */
const heightsOf = (shapes: readonly Shape[], min: number, max: number): number[] => {
  let tops = new Map<number, number>([[0, 0]]);
  for (const { turns, quantity } of shapes) {
    const sides = [...new Set(turns.map(({ dz }) => dz))];
    for (let unit = 0; unit < quantity; unit += 1) {
      const taller = new Map(tops);
      for (const top of tops.values()) {
        for (const side of sides) {
          const height = top + side;
          if (height <= max + TOLERANCE_MM) taller.set(Math.round(height / TOLERANCE_MM), height);
        }
      }
      if (taller.size > ROOMS_MAX) return evenSteps(min, max);
      if (taller.size === tops.size) break;
      tops = taller;
    }
  }
  const heights = [...tops.values()].filter((top) => top > 0).map((top) => Math.max(top, min));
  return [...new Set(heights)].sort((a, b) => a - b);
};

const evenSteps = (min: number, max: number): number[] =>
  Array.from({ length: ROOMS_MAX }, (_, step) => min + ((max - min) * step) / (ROOMS_MAX - 1)).filter(
    (height) => height > 0,
  );
