import {
  DEFAULT_SUPPORT_SHARE_MIN,
  type PackageKind,
  type PackedPackage,
  type PackItem,
  type Packing,
  type PackRules,
  type Placement,
} from './types.js';

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
  const faults = checkEveryUnitOnce(items, packing);
  packing.packages.forEach((packed, index) => {
    const kind = kinds.get(packed.packageCode);
    const name = `package ${index + 1} (${packed.packageCode})`;
    if (!kind) faults.push(`${name} is not among the packages`);
    else faults.push(...checkPackage(packed, kind, goods, rules).map((fault) => `${name}: ${fault}`));
  });
  return faults;
};

/** Lengths closer than this, mm, count as equal. */
const EQUAL_MM = 1e-6;

/** One unit with its filler, as the checker sees it: from (x, y, z) to (x2, y2, z2), mm. */
interface Unit {
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

const checkPackage = (
  packed: PackedPackage,
  kind: PackageKind,
  goods: ReadonlyMap<string, PackItem>,
  rules: PackRules,
): string[] => {
  const units = packed.placements.flatMap((place) => {
    const item = goods.get(place.sku);
    return item ? [unitOf(place, item, rules.paddingMm)] : [];
  });
  if (units.length === 0) return ['nothing is in it'];
  return [
    ...checkWeight(packed, kind, units),
    ...units.flatMap((unit) => [...checkTurn(unit), ...checkInside(unit, kind)]),
    ...checkPairs(units),
    ...checkSupport(units, rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN),
    ...checkLoads(units),
  ];
};

const unitOf = (place: Placement, item: PackItem, paddingMm: number): Unit => {
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

const checkWeight = (packed: PackedPackage, kind: PackageKind, units: readonly Unit[]): string[] => {
  const gross = units.reduce((sum, { item }) => sum + item.weightGrams, kind.emptyWeightGrams);
  const faults: string[] = [];
  if (!(gross <= kind.grossWeightGramsMax + 1e-6))
    faults.push(`weighs ${gross} g, more than ${kind.grossWeightGramsMax} g`);
  if (!(Math.abs(gross - packed.grossWeightGrams) <= 1e-6))
    faults.push(`states ${packed.grossWeightGrams} g but weighs ${gross} g`);
  return faults;
};

const checkTurn = ({ name, item: { size, keepUpright }, place: { dxMm, dyMm, dzMm } }: Unit): string[] => {
  const sides = (...lengths: number[]): number[] => lengths.sort((a, b) => a - b);
  const same = (a: number[], b: number[]): boolean =>
    a.every((length, index) => Math.abs(length - b[index]!) <= EQUAL_MM);
  if (!same(sides(dxMm, dyMm, dzMm), sides(size.lengthMm, size.widthMm, size.heightMm)))
    return [`${name} has not its own size`];
  const standing = Math.abs(dzMm - size.heightMm) <= EQUAL_MM;
  return keepUpright && !standing ? [`${name} must stay upright but is tipped`] : [];
};

const checkInside = (unit: Unit, kind: PackageKind): string[] => {
  if (!('inner' in kind)) return [`${unit.name} lies in a package that is not checked yet`];
  const { inner } = kind;
  const inside =
    unit.x >= -EQUAL_MM &&
    unit.y >= -EQUAL_MM &&
    unit.z >= -EQUAL_MM &&
    unit.x2 <= inner.lengthMm + EQUAL_MM &&
    unit.y2 <= inner.widthMm + EQUAL_MM &&
    unit.z2 <= inner.heightMm + EQUAL_MM;
  return inside ? [] : [`${unit.name} sticks out of the inside`];
};

const planOverlap = (a: Unit, b: Unit): number => {
  const dx = Math.min(a.x2, b.x2) - Math.max(a.x, b.x);
  const dy = Math.min(a.y2, b.y2) - Math.max(a.y, b.y);
  return dx > EQUAL_MM && dy > EQUAL_MM ? dx * dy : 0;
};

/** Overlaps, things over goods that bear nothing, and an order in which a unit could not be lowered in. */
const checkPairs = (units: readonly Unit[]): string[] => {
  const faults: string[] = [];
  units.forEach((later) => {
    for (const earlier of units) {
      if (earlier === later) break;
      if (planOverlap(later, earlier) === 0) continue;
      const [lower, upper] = later.z < earlier.z ? [later, earlier] : [earlier, later];
      if (upper.z < lower.z2 - EQUAL_MM)
        faults.push(`${earlier.name} and ${later.name} overlap, or their filler has no room`);
      else if (lower === later)
        faults.push(`${later.name} comes after ${earlier.name}, which already stands over its place`);
      if (lower.item.doNotStack && upper.z2 > lower.z2 + EQUAL_MM)
        faults.push(`${upper.name} stands over ${lower.name}, on which nothing may lie`);
    }
  });
  return faults;
};

/** Whether `upper` stands on `lower`. */
const standsOn = (upper: Unit, lower: Unit): boolean =>
  Math.abs(upper.z - lower.z2) <= EQUAL_MM && planOverlap(upper, lower) > 0;

const checkSupport = (units: readonly Unit[], shareMin: number): string[] =>
  units.flatMap((unit) => {
    if (unit.z <= EQUAL_MM) return [];
    const borne = units.reduce(
      (sum, lower) => sum + (standsOn(unit, lower) ? planOverlap(unit, lower) : 0),
      0,
    );
    const share = borne / ((unit.x2 - unit.x) * (unit.y2 - unit.y));
    return share < shareMin - 1e-9
      ? [
          `${unit.name} rests on ${Math.floor(share * 100)} % of its base, less than ${Math.round(shareMin * 100)} %`,
        ]
      : [];
  });

/**
 * The worst load on a unit is the weight of everything that stands on it, directly or on what stands on it:
 * supports only push, so none can carry more than that, however the weight spreads.
 */
const checkLoads = (units: readonly Unit[]): string[] =>
  units.flatMap((unit) => {
    const limit = unit.item.loadOnTopGramsMax;
    if (limit === undefined) return [];
    const above = new Set<Unit>([unit]);
    for (const lower of above) for (const upper of units) if (standsOn(upper, lower)) above.add(upper);
    const load = [...above].reduce((sum, { item }) => sum + item.weightGrams, -unit.item.weightGrams);
    return load > limit + 1e-6 ? [`${unit.name} may carry ${load} g, more than its ${limit} g`] : [];
  });
