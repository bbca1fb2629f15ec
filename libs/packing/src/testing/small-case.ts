import type { PackageKind, PackItem, PackRules, SizeMm } from '../types.js';
import { Dice } from './dice.js';
import type { OraclePrice } from './oracle/cheapest-by-exhaustion.js';

/** Edge of a cell of the grid on which the cases' lengths lie, mm. */
export const CELL_MM = 10;
/** Units of one case at most. */
export const SMALL_UNITS_MAX = 8;

/** An order small enough to be searched through from end to end, with what a parcel costs. */
export interface SmallCase {
  readonly items: readonly PackItem[];
  readonly packages: readonly PackageKind[];
  readonly rules: PackRules;
  readonly price: OraclePrice;
}

/** The case of this seed: one to eight units, all laws of goods, all kinds of packages, prices with steps as carriers have them. */
export const smallCase = (seed: number): SmallCase => {
  const dice = new Dice(seed);
  return {
    items: someItems(dice),
    packages: Array.from({ length: dice.whole(2, 4) }, (_, index) => somePackage(dice, `K${index}`)),
    rules: someRules(dice),
    price: somePrice(dice),
  };
};

const cells = (length: number, width: number, height: number): SizeMm => ({
  lengthMm: length * CELL_MM,
  widthMm: width * CELL_MM,
  heightMm: height * CELL_MM,
});

const someItems = (dice: Dice): PackItem[] => {
  const items: PackItem[] = [];
  let units = dice.whole(1, SMALL_UNITS_MAX);
  const longest = units > 5 ? 3 : 4;
  // bound: SMALL_UNITS_MAX, since each line takes one unit at least
  while (units > 0) {
    const quantity = Math.min(units, dice.oneOf([1, 1, 2, 3]));
    items.push(someItem(dice, `sku-${items.length}`, quantity, longest));
    units -= quantity;
  }
  return items;
};

const someItem = (dice: Dice, sku: string, quantity: number, longest: number): PackItem => {
  const side = (): number => dice.whole(1, longest);
  const size = cells(side(), side(), side());
  const thin = Math.min(size.lengthMm, size.widthMm, size.heightMm);
  const flatOnly = dice.percent(8);
  const compressesTo = dice.percent(12) && thin === 2 * CELL_MM && 0.5;
  /** What is pressed to its half must still end on the grid. */
  const foldedSide = (): number => (compressesTo ? 2 * dice.whole(1, 2) : side());
  const stands = !flatOnly || size.heightMm === thin;
  return {
    sku,
    quantity,
    size,
    weightGrams: dice.whole(1, 20) * 50,
    ...(flatOnly && { flatOnly }),
    ...(stands && dice.percent(10) && { keepUpright: true }),
    ...(stands && dice.percent(6) && { liquid: true }),
    ...(dice.percent(8) && { doNotStack: true }),
    ...(dice.percent(6) && { fragile: true }),
    ...(dice.percent(5) && { battery: true }),
    ...(dice.percent(10) && { loadOnTopGramsMax: dice.whole(0, 20) * 50 }),
    ...(dice.percent(10) && { foldedSize: cells(foldedSide(), foldedSide(), foldedSide()) }),
    ...(compressesTo && { compressesTo }),
    ...(dice.percent(10) && { shipsInOwnBox: true }),
  };
};

const somePackage = (dice: Dice, code: string): PackageKind => {
  const common = {
    code,
    emptyWeightGrams: dice.whole(0, 10) * 10,
    grossWeightGramsMax: dice.percent(30) ? dice.whole(10, 40) * 100 : 20_000,
    costYen: dice.whole(1, 30) * 5,
    ...(dice.percent(15) && { stock: dice.whole(0, 2) }),
    ...(dice.percent(5) && { refusesTraits: [] }),
  };
  const inner = cells(dice.whole(2, 6), dice.whole(2, 5), dice.whole(1, 4));
  const outer = {
    lengthMm: inner.lengthMm + 6,
    widthMm: inner.widthMm + 6,
    heightMm: inner.heightMm + 12,
  };
  const flat = { lengthMm: dice.whole(4, 8) * CELL_MM, widthMm: dice.whole(4, 7) * CELL_MM };
  const soft = { flat, wallMm: dice.oneOf([1, 4]), thicknessMmMax: dice.whole(1, 3) * CELL_MM };
  switch (dice.whole(0, 6)) {
    case 0:
      return { ...common, kind: 'carrier-box', carrier: 'yamato', inner, outer };
    case 1:
    case 2:
      return {
        ...common,
        kind: 'folding-box',
        inner,
        outer,
        innerHeightMmMin: dice.whole(1, inner.heightMm / CELL_MM) * CELL_MM,
      };
    case 3:
      return { ...common, kind: dice.oneOf(['mailer-bag', 'padded-envelope']), ...soft };
    case 4:
      return { ...common, kind: 'own-box' };
    default:
      return { ...common, kind: 'carton', inner, outer };
  }
};

const someRules = (dice: Dice): PackRules => ({
  paddingMm: CELL_MM,
  attemptsMax: 24,
  packingsMax: 6,
  supportShareMin: dice.oneOf([0.5, 0.7, 0.7, 1]),
  ...(dice.percent(15) && {
    centreOfMass: { offsetShareMax: dice.oneOf([0.1, 0.25]), fromGrams: dice.oneOf([0, 1_000]) },
  }),
});

/** Freight by the sum of the outer sides in steps, a flat price for what is thin and light, and a limit of size and weight. */
const somePrice = (dice: Dice): OraclePrice => {
  const stepMm = dice.whole(2, 6) * 10;
  const stepYen = dice.whole(1, 8) * 20;
  const baseYen = dice.whole(0, 20) * 20;
  const thinMm = dice.whole(1, 3) * CELL_MM + 10;
  const thinYen = dice.whole(0, 15) * 20;
  const sidesMmMax = dice.whole(12, 24) * 10;
  const fillerYenPerLitre = dice.oneOf([0, 50]);
  return ({ kind, outer, grossWeightGrams, goodsVolumeMm3 }) => {
    const sidesMm = outer.lengthMm + outer.widthMm + outer.heightMm;
    if (sidesMm > sidesMmMax) return null;
    const outerMm3 = outer.lengthMm * outer.widthMm * outer.heightMm;
    const fillerYen = Math.ceil((Math.max(0, outerMm3 - goodsVolumeMm3) / 1e6) * fillerYenPerLitre);
    const classYen = baseYen + Math.ceil(sidesMm / stepMm) * stepYen;
    const isThin = outer.heightMm <= thinMm && grossWeightGrams <= 1_000;
    return kind.costYen + fillerYen + (isThin ? Math.min(thinYen, classYen) : classYen);
  };
};
