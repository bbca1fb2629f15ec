import { mergedItems } from './merged-items.js';
import type { PackItem, PackRules, SizeMm } from './types.js';

/** One way to turn a unit: extents of its envelope along x, y, z in mm, filler included. */
export interface Turn {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  /** Extents of the unit itself along x, y, z, without filler. */
  readonly bare: readonly [number, number, number];
}

/** One kind of goods as the search sees it: an envelope (unit and its filler) that may be turned in some ways. */
export interface Shape {
  readonly sku: string;
  readonly quantity: number;
  readonly grams: number;
  /** Filler on each side, mm; 0 for goods that are not fragile. */
  readonly padMm: number;
  /** Envelope volume of one unit, mm³. */
  readonly volumeMm3: number;
  /** Distinct turns, the flattest first. */
  readonly turns: readonly Turn[];
  /** Nothing may stand above it. */
  readonly sealed: boolean;
  /** Heaviest load on top, grams; Infinity when no limit is stated. */
  readonly loadGramsMax: number;
}

/** Items as shapes, one per sku. */
export const shapesOf = (items: readonly PackItem[], rules: PackRules): Shape[] =>
  mergedItems(items).map((item) => shapeOf(item, rules));

const shapeOf = (item: PackItem, rules: PackRules): Shape => {
  const padMm = item.fragile ? rules.paddingMm : 0;
  const turns = turnsOf(item.size, item.keepUpright ?? false, padMm);
  const { dx, dy, dz } = turns[0]!;
  return {
    sku: item.sku,
    quantity: item.quantity,
    grams: item.weightGrams,
    padMm,
    volumeMm3: dx * dy * dz,
    turns,
    sealed: item.doNotStack ?? false,
    loadGramsMax: item.loadOnTopGramsMax ?? Infinity,
  };
};

const turnsOf = (size: SizeMm, upright: boolean, padMm: number): Turn[] => {
  const { lengthMm: l, widthMm: w, heightMm: h } = size;
  const standing: Turn['bare'][] = [
    [l, w, h],
    [w, l, h],
  ];
  const tipped: Turn['bare'][] = [
    [l, h, w],
    [h, l, w],
    [w, h, l],
    [h, w, l],
  ];
  const seen = new Map<string, Turn>();
  for (const bare of upright ? standing : [...standing, ...tipped]) {
    seen.set(bare.join('/'), {
      dx: bare[0] + 2 * padMm,
      dy: bare[1] + 2 * padMm,
      dz: bare[2] + 2 * padMm,
      bare,
    });
  }
  return [...seen.values()].sort((a, b) => a.dz - b.dz);
};
