import {
  DEFAULT_REFUSED_TRAITS,
  DEFAULT_SUPPORT_SHARE_MIN,
  type GoodsTrait,
  type PackageKind,
  type PackedPackage,
  type PackItem,
  type Packing,
  type PackRules,
  type SizeMm,
} from '../types.js';
import { checkBalance } from './check-balance.js';
import { checkClosing } from './check-closing.js';
import { checkForm } from './check-form.js';
import { checkPiles } from './check-piles.js';
import { checkedUnit, type CheckedUnit } from './checked-unit.js';

/**
 * Proves a packing safe, or says in plain sentences what is wrong with it; an empty answer means safe.
 * It shares no code with the search: it looks at every pair of single units, so a fault of the search cannot hide behind itself.
 */
export const checkPacking = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  packing: Packing,
  rules: PackRules,
): string[] => {
  const goods = new Map(items.map((item) => [item.sku, item]));
  const kinds = new Map(packages.map((kind) => [kind.code, kind]));
  const faults = [...checkEveryUnitOnce(items, packing), ...checkStock(packages, packing)];
  packing.packages.forEach((packed, index) => {
    const kind = kinds.get(packed.packageCode);
    const name = `package ${index + 1} (${packed.packageCode})`;
    if (!kind) faults.push(`${name} is not among the packages`);
    else faults.push(...checkPackage(packed, kind, goods, rules).map((fault) => `${name}: ${fault}`));
  });
  return faults;
};

const checkEveryUnitOnce = (items: readonly PackItem[], packing: Packing): string[] => {
  const asked = new Map<string, number>();
  for (const { sku, quantity } of items) asked.set(sku, (asked.get(sku) ?? 0) + quantity);
  const faults: string[] = [];
  const seen = new Set<string>();
  const packed = new Map<string, number>();
  for (const { sku, unit } of packing.packages.flatMap(({ placements }) => placements)) {
    const name = `${sku} #${unit}`;
    if (seen.has(name)) faults.push(`${name} is packed twice`);
    else if (!asked.has(sku)) faults.push(`${name} was not asked for`);
    else if (!Number.isInteger(unit) || unit < 0 || unit >= asked.get(sku)!)
      faults.push(`${name} is beyond the ${asked.get(sku)} units asked for`);
    else packed.set(sku, (packed.get(sku) ?? 0) + 1);
    seen.add(name);
  }
  for (const [sku, quantity] of asked) {
    const count = packed.get(sku) ?? 0;
    if (count < quantity) faults.push(`${quantity - count} of ${quantity} units of ${sku} are missing`);
  }
  return faults;
};

const checkStock = (packages: readonly PackageKind[], packing: Packing): string[] =>
  packages.flatMap(({ code, stock }) => {
    const used = packing.packages.filter(({ packageCode }) => packageCode === code).length;
    return stock !== undefined && used > stock
      ? [`${used} packages ${code} are used, but ${stock} are left`]
      : [];
  });

const checkPackage = (
  packed: PackedPackage,
  kind: PackageKind,
  goods: ReadonlyMap<string, PackItem>,
  rules: PackRules,
): string[] => {
  if (!isStated(packed.outer)) return ['states no outer size'];
  const units = packed.placements.flatMap((place) => {
    const item = goods.get(place.sku);
    return item ? [checkedUnit(place, item, rules)] : [];
  });
  if (units.length === 0) return ['nothing is in it'];
  const faults = [
    ...checkWeight(packed, kind, units),
    ...units.flatMap((unit) => checkTraits(unit, kind)),
    ...checkClosing(kind, packed.outer, units),
  ];
  if (kind.kind === 'own-box') return faults;
  return [
    ...faults,
    ...units.flatMap((unit) => checkForm(unit) ?? []),
    ...checkPiles(units, rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN),
    ...(rules.centreOfMass ? checkBalance(kind, units, rules.centreOfMass) : []),
  ];
};

/** An answer may come from outside, where no compiler has seen it. */
const isStated = (outer: SizeMm | null | undefined): outer is SizeMm => outer !== null && outer !== undefined;

const checkWeight = (packed: PackedPackage, kind: PackageKind, units: readonly CheckedUnit[]): string[] => {
  const gross = units.reduce((sum, { item }) => sum + item.weightGrams, kind.emptyWeightGrams);
  const faults: string[] = [];
  if (!(gross <= kind.grossWeightGramsMax + 1e-6))
    faults.push(`weighs ${gross} g, more than ${kind.grossWeightGramsMax} g`);
  if (!(Math.abs(gross - packed.grossWeightGrams) <= 1e-6))
    faults.push(`states ${packed.grossWeightGrams} g but weighs ${gross} g`);
  return faults;
};

const HAS_TRAIT: Readonly<Record<GoodsTrait, (item: PackItem) => boolean>> = {
  fragile: ({ fragile }) => fragile === true,
  'do-not-stack': ({ doNotStack, loadOnTopGramsMax }) => doNotStack === true || loadOnTopGramsMax === 0,
  liquid: ({ liquid }) => liquid === true,
  battery: ({ battery }) => battery === true,
};

const checkTraits = ({ name, item }: CheckedUnit, kind: PackageKind): string[] =>
  (kind.refusesTraits ?? DEFAULT_REFUSED_TRAITS[kind.kind])
    .filter((trait) => HAS_TRAIT[trait](item))
    .map((trait) => `${name} is ${trait}, which a ${kind.kind} does not take`);
