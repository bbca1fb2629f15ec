import { innerOf } from '../rooms.js';
import type { PackageKind, PackedPackage, PackItem, PackRules, SizeMm } from '../types.js';
import { colourOf } from './colours.js';

/** One unit as a box in the package: the plain data a screen draws it from. Lengths in millimetres. */
export interface SceneBox {
  /** 1 for what goes in first. */
  readonly step: number;
  readonly sku: string;
  readonly unit: number;
  readonly label: string;
  /** The same for all units of one sku, as `#rrggbb`. */
  readonly colour: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
  readonly dxMm: number;
  readonly dyMm: number;
  readonly dzMm: number;
  /** Filler on each side. */
  readonly paddingMm: number;
}

/** One closed package in three dimensions, its boxes in placing order. */
export interface PackingScene {
  readonly packageCode: string;
  readonly kind: PackageKind['kind'];
  readonly inner: SizeMm;
  readonly outer: SizeMm;
  /** Inside height of a folding box before it is folded down; the inner height for all others. */
  readonly unfoldedHeightMm: number;
  readonly grossWeightGrams: number;
  readonly boxes: readonly SceneBox[];
}

/** The package as data for a screen; `labels` says what to call a sku, which is its own name otherwise. */
export const sceneOf = (
  packed: PackedPackage,
  kind: PackageKind,
  items: readonly PackItem[],
  rules: PackRules,
  labels: ReadonlyMap<string, string> = new Map(),
): PackingScene => {
  const skus = items.map(({ sku }) => sku);
  const fragile = new Set(items.filter((item) => item.fragile).map(({ sku }) => sku));
  const inner = innerOf(kind, packed.outer);
  return {
    packageCode: packed.packageCode,
    kind: kind.kind,
    inner,
    outer: packed.outer,
    unfoldedHeightMm: kind.kind === 'folding-box' ? kind.inner.heightMm : inner.heightMm,
    grossWeightGrams: packed.grossWeightGrams,
    boxes: packed.placements.map((place, index) => ({
      step: index + 1,
      ...place,
      label: labels.get(place.sku) ?? place.sku,
      colour: colourOf(skus.indexOf(place.sku)),
      paddingMm: kind.kind !== 'own-box' && fragile.has(place.sku) ? rules.paddingMm : 0,
    })),
  };
};
