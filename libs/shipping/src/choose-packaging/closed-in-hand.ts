import type { ItemFacts } from '@okuru/contracts';
import {
  closedAt,
  packCheapest,
  type FoldingBox,
  type OwnBox,
  type PackageKind,
  type PackRules,
  type SizeMm,
  type SoftPackage,
} from '@okuru/packing';
import { packItemOf } from './pack-item.js';

type Goods = readonly { readonly quantity: number; readonly item: ItemFacts }[];

/** Units whose place is searched while a person waits; beyond it the package counts as filled to its limit. */
const UNITS_SEARCHED_MAX = 8;

/** Outside of the package a person takes. What folds or bulges closes over its goods, and counts as full where nobody can tell how high they lie. */
export const closedInHand = (kind: PackageKind, goods: Goods, rules: PackRules): SizeMm => {
  if (kind.kind === 'carton' || kind.kind === 'carrier-box') return kind.outer;
  return closedOver(kind, goods, rules) ?? filledUp(kind, goods);
};

const closedOver = (kind: PackageKind, goods: Goods, rules: PackRules): SizeMm | undefined => {
  const units = goods.reduce((sum, { quantity }) => sum + quantity, 0);
  const items = goods.flatMap(({ quantity, item }) => packItemOf(item, quantity) ?? []);
  if (units > UNITS_SEARCHED_MAX || items.length < goods.length) return undefined;
  // What it costs is not asked: the person has decided.
  const { stock: _left, ...taken } = kind;
  const [whole] = packCheapest(items, [taken], rules, () => 0).whole;
  return whole && 'packed' in whole ? whole.packed.outer : undefined;
};

const filledUp = (kind: FoldingBox | SoftPackage | OwnBox, goods: Goods): SizeMm => {
  if (kind.kind === 'folding-box') return kind.outer;
  const full = kind.kind === 'own-box' ? undefined : closedAt(kind, kind.thicknessMmMax);
  return full?.outer ?? largestOf(goods);
};

/** The goods' own box: the largest of them. */
const largestOf = (goods: Goods): SizeMm =>
  goods.reduce<SizeMm>(
    (largest, { item: { size } }) => (size && sumOf(size) > sumOf(largest) ? size : largest),
    { lengthMm: 1, widthMm: 1, heightMm: 1 },
  );

const sumOf = ({ lengthMm, widthMm, heightMm }: SizeMm): number => lengthMm + widthMm + heightMm;
