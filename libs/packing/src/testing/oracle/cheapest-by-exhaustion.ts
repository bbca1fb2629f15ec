import {
  DEFAULT_SUPPORT_SHARE_MIN,
  type PackageKind,
  type PackItem,
  type Packing,
  type PackRules,
  type SizeMm,
} from '../../types.js';
import { fitsOnGrid, type GridVerdict } from './fits-on-grid.js';
import { goesInto, gridGoodsOf, isRefused, leastCellsOf, type GridGoods } from './grid-goods.js';
import { gridPacking, type ChosenRoom } from './grid-packing.js';
import { UNMOVED } from './grid-piles.js';
import { gridRoomsOf, type GridRoom } from './grid-rooms.js';

/** Yen of one closed package; null when it may not go. */
export type OraclePrice = (parcel: {
  readonly kind: PackageKind;
  readonly outer: SizeMm;
  readonly grossWeightGrams: number;
  readonly units: Readonly<Record<string, number>>;
  readonly goodsVolumeMm3: number;
}) => number | null;

/** The least yen there is and a way to it; no `best`: no way at all; `gave-up`: some package was too much to search through. */
export type OracleAnswer =
  { readonly best: { readonly yen: number; readonly packing: Packing } | undefined } | 'gave-up';

/** A set of units that would share a package, and what it would cost. */
interface Offer {
  readonly room: GridRoom;
  readonly yen: number;
}

/**
 * The least yen for which the goods can be sent: every division of the units into parcels, every package for each parcel, every
 * arrangement on the grid, by branch and bound. Slow, simple, and written apart from the search it judges.
 */
export const cheapestByExhaustion = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
  price: OraclePrice,
  cellMm: number,
): OracleAnswer => {
  const goods = items.map((item) => gridGoodsOf(item, cellMm, rules.paddingMm));
  const rooms = packages.flatMap((kind) => gridRoomsOf(kind, goods, cellMm));
  const gridRules = {
    supportShareMin: rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN,
    centreOfMass: rules.centreOfMass,
  };
  const offers = new Map<string, readonly Offer[]>();
  const verdicts = new Map<string, GridVerdict>();
  const used = new Map<string, number>();
  const chosen: ChosenRoom[] = [];
  let best = Infinity;
  let packing: Packing | undefined;
  let gaveUp = false;

  const offersFor = (part: readonly number[]): readonly Offer[] => {
    const key = part.join();
    const known = offers.get(key) ?? offersOf(goods, part, rooms, price);
    offers.set(key, known);
    return known;
  };
  const verdictOn = (part: readonly number[], room: GridRoom): GridVerdict => {
    if (room.soleSku !== undefined)
      return asItIs(
        goods.find(({ item }) => item.sku === room.soleSku)!,
        cellMm,
      );
    const key = `${part.join()}/${room.kind.code}/${room.nz}`;
    const known = verdicts.get(key) ?? fitsOnGrid(goods, part, room, gridRules);
    verdicts.set(key, known);
    return known;
  };
  const hopes = new Map<string, number>();
  /** No way to send these units costs less, because it asks of each parcel no more than volume, weight and law do. */
  const hopeFor = (left: readonly number[]): number => {
    const first = left.findIndex((count) => count > 0);
    if (first < 0) return 0;
    const key = left.join();
    const known = hopes.get(key);
    if (known !== undefined) return known;
    let hope = Infinity;
    for (const part of partsWith(left, first)) {
      const least = Math.min(...offersFor(part).map(({ yen }) => yen));
      if (least < hope) hope = Math.min(hope, least + hopeFor(without(left, part)));
    }
    hopes.set(key, hope);
    return hope;
  };
  const divide = (left: readonly number[], yenBefore: number): void => {
    const first = left.findIndex((count) => count > 0);
    if (first < 0) {
      best = yenBefore;
      packing = gridPacking(chosen, cellMm, rules);
      return;
    }
    const parts = partsWith(left, first)
      .flatMap((part) => {
        const rest = without(left, part);
        return offersFor(part).map((offer) => ({ part, rest, ...offer, hope: offer.yen + hopeFor(rest) }));
      })
      .sort((a, b) => a.hope - b.hope);
    for (const { part, rest, room, yen, hope } of parts) {
      if (yenBefore + hope >= best) return;
      const { code, stock = Infinity } = room.kind;
      const taken = used.get(code) ?? 0;
      if (taken >= stock) continue;
      const verdict = verdictOn(part, room);
      if (verdict.is === 'gave-up') gaveUp = true;
      if (gaveUp) return;
      if (verdict.is !== 'fits') continue;
      used.set(code, taken + 1);
      chosen.push({ room, verdict });
      divide(rest, yenBefore + yen);
      chosen.pop();
      used.set(code, taken);
    }
  };
  divide(
    goods.map(({ item }) => item.quantity),
    0,
  );
  if (gaveUp) return 'gave-up';
  return { best: packing && { yen: best, packing } };
};

/** One unit in its own box. */
const asItIs = (goods: GridGoods, cellMm: number): GridVerdict => {
  const { lengthMm, widthMm, heightMm } = goods.item.size;
  const pose = { dx: lengthMm / cellMm, dy: widthMm / cellMm, dz: heightMm / cellMm, sealed: false };
  const corner = { x: 0, y: 0, z: 0 };
  return { is: 'fits', placed: [{ goods, pose, corner, bearers: [], loadGrams: 0 }], slide: UNMOVED };
};

const without = (left: readonly number[], part: readonly number[]): number[] =>
  left.map((count, index) => count - part[index]!);

/** Every choice of the units that has one of the first goods at least; some parcel must have it. */
const partsWith = (left: readonly number[], first: number): number[][] => {
  let parts: number[][] = [[]];
  left.forEach((count, index) => {
    const least = index === first ? 1 : 0;
    parts = parts.flatMap((part) =>
      Array.from({ length: count - least + 1 }, (_, more) => [...part, least + more]),
    );
  });
  return parts;
};

/** The rooms that weight, volume and the laws of the package leave for these units, with their yen. */
const offersOf = (
  goods: readonly GridGoods[],
  part: readonly number[],
  rooms: readonly GridRoom[],
  price: OraclePrice,
): Offer[] => {
  const inside = goods.filter((_, index) => part[index]! > 0);
  const count = part.reduce((sum, units) => sum + units, 0);
  const sumOf = (of: (one: GridGoods) => number): number =>
    goods.reduce((sum, one, index) => sum + part[index]! * of(one), 0);
  const goodsGrams = sumOf(({ item }) => item.weightGrams);
  const leastCells = sumOf(leastCellsOf);
  const goodsVolumeMm3 = sumOf(({ item: { size } }) => size.lengthMm * size.widthMm * size.heightMm);
  const units = Object.fromEntries(
    inside.map(({ item }) => [item.sku, part[goods.findIndex((one) => one.item === item)]!]),
  );
  return rooms.flatMap((room): Offer[] => {
    const { kind, outer, soleSku, nx, ny, nz } = room;
    const grossWeightGrams = kind.emptyWeightGrams + goodsGrams;
    if (grossWeightGrams > kind.grossWeightGramsMax) return [];
    if (inside.some(({ item }) => isRefused(item, kind))) return [];
    const hasRoom =
      soleSku === undefined
        ? leastCells <= nx * ny * nz &&
          inside.every(({ poses }) => poses.some((pose) => goesInto(room, pose)))
        : count === 1 && inside[0]!.item.sku === soleSku;
    if (!hasRoom) return [];
    const yen = price({ kind, outer, grossWeightGrams, units, goodsVolumeMm3 });
    return yen === null ? [] : [{ room, yen }];
  });
};
