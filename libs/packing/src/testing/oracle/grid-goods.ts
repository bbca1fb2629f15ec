import { DEFAULT_REFUSED_TRAITS, type PackageKind, type PackItem, type SizeMm } from '../../types.js';

/** One way a unit may lie, in whole cells of the grid, filler included. */
export interface GridPose {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  /** Nothing may be anywhere above it. */
  readonly sealed: boolean;
}

/** One kind of goods on a grid of cubes. */
export interface GridGoods {
  readonly item: PackItem;
  readonly poses: readonly GridPose[];
}

/** The goods in cells of `cellMm`; throws a RangeError when a length is no whole number of cells, since then nothing would be proven. */
export const gridGoodsOf = (item: PackItem, cellMm: number, paddingMm: number): GridGoods => {
  const inCells = (mm: number): number => wholeCells(mm, cellMm, item.sku);
  const pad = item.fragile ? 2 * paddingMm : 0;
  const poses: GridPose[] = [];
  const add = (dx: number, dy: number, dz: number, sealed: boolean): void => {
    const pose = { dx: inCells(dx + pad), dy: inCells(dy + pad), dz: inCells(dz + pad), sealed };
    const known = poses.some(
      (one) => one.dx === pose.dx && one.dy === pose.dy && one.dz === pose.dz && one.sealed === sealed,
    );
    if (!known) poses.push(pose);
  };
  for (const { lengthMm: l, widthMm: w, heightMm: h } of formsOf(item)) {
    const thin = Math.min(l, w, h);
    for (const vertical of [h, l, w]) {
      if ((item.keepUpright || item.liquid) && vertical !== h) continue;
      if (item.flatOnly && vertical !== thin) continue;
      const [a, b] = vertical === h ? [l, w] : vertical === l ? [w, h] : [l, h];
      for (const [dx, dy] of [
        [a, b],
        [b, a],
      ] as const) {
        add(dx, dy, vertical, item.doNotStack ?? false);
        const tender = item.fragile || item.liquid || item.battery || item.doNotStack;
        const share = tender ? 1 : (item.compressesTo ?? 1);
        if (share < 1 && vertical === thin) add(dx, dy, thin * share, true);
      }
    }
  }
  return { item, poses };
};

const formsOf = ({ size, foldedSize }: PackItem): SizeMm[] => (foldedSize ? [size, foldedSize] : [size]);

/** Whether a unit in this pose goes into the empty room. */
export const goesInto = (
  { nx, ny, nz }: { readonly nx: number; readonly ny: number; readonly nz: number },
  { dx, dy, dz }: GridPose,
): boolean => dx <= nx && dy <= ny && dz <= nz;

/** Cells that a unit takes at least. */
export const leastCellsOf = ({ poses }: GridGoods): number =>
  Math.min(...poses.map(({ dx, dy, dz }) => dx * dy * dz));

/** Lengths as cells; 1e-9 is far below the error of a product of two decimals and far above none. */
export const wholeCells = (mm: number, cellMm: number, of: string): number => {
  const cells = Math.round(mm / cellMm);
  if (Math.abs(cells * cellMm - mm) > 1e-9)
    throw new RangeError(`${of}: ${mm} mm is no whole number of cells of ${cellMm} mm`);
  return cells;
};

/** Whether the package refuses these goods for what they are. */
export const isRefused = (item: PackItem, kind: PackageKind): boolean =>
  (kind.refusesTraits ?? DEFAULT_REFUSED_TRAITS[kind.kind]).some((trait) => {
    switch (trait) {
      case 'fragile':
        return item.fragile;
      case 'liquid':
        return item.liquid;
      case 'battery':
        return item.battery;
      case 'do-not-stack':
        return item.doNotStack || item.loadOnTopGramsMax === 0;
    }
  });
