import {
  DEFAULT_PACK_RULES,
  type PackageKind,
  type PackItem,
  type PackRules,
  type SizeMm,
} from '../types.js';
import type { ParcelPrice } from '../cheapest/cheapest-packing.js';
import { Dice } from './dice.js';

/** An order as a shop might have it, with every law of goods and every kind of package somewhere. */
export interface AnyOrder {
  readonly items: readonly PackItem[];
  readonly packages: readonly PackageKind[];
  readonly rules: PackRules;
  readonly price: ParcelPrice;
}

/** The order of this seed: up to five kinds of goods, mostly few units, lengths in half millimetres. */
export const anyOrder = (seed: number): AnyOrder => {
  const dice = new Dice(seed);
  return {
    items: Array.from({ length: dice.whole(1, 5) }, (_, index) => anyItem(dice, `sku-${index}`)),
    packages: Array.from({ length: dice.whole(1, 5) }, (_, index) => anyPackage(dice, `K${index}`)),
    rules: {
      ...DEFAULT_PACK_RULES,
      attemptsMax: 1,
      paddingMm: dice.oneOf([0, 10, 20]),
      supportShareMin: dice.oneOf([0.5, 0.7, 1]),
      ...(dice.percent(50) && {
        centreOfMass: { offsetShareMax: dice.oneOf([0.05, 0.25]), fromGrams: dice.oneOf([0, 3_000]) },
      }),
    },
    price: stepPrice(dice.whole(50, 300), dice.whole(100, 900)),
  };
};

const halves = (dice: Dice, min: number, max: number): number => dice.whole(min * 2, max * 2) / 2;

const anySize = (dice: Dice, max: number): SizeMm => ({
  lengthMm: halves(dice, 5, max),
  widthMm: halves(dice, 5, max),
  heightMm: halves(dice, 5, dice.percent(50) ? max : max / 4),
});

const anyItem = (dice: Dice, sku: string): PackItem => {
  const size = anySize(dice, 120);
  const flatOnly = dice.percent(15);
  const stands = !flatOnly || size.heightMm <= Math.min(size.lengthMm, size.widthMm);
  return {
    sku,
    quantity: dice.percent(90) ? dice.whole(1, 2) : dice.whole(3, 12),
    size,
    weightGrams: dice.whole(1, 2_000),
    ...(flatOnly && { flatOnly }),
    ...(stands && dice.percent(15) && { keepUpright: true }),
    ...(stands && dice.percent(10) && { liquid: true }),
    ...(dice.percent(12) && { doNotStack: true }),
    ...(dice.percent(12) && { fragile: true }),
    ...(dice.percent(10) && { battery: true }),
    ...(dice.percent(15) && { loadOnTopGramsMax: dice.whole(0, 6_000) }),
    ...(dice.percent(15) && { foldedSize: anySize(dice, 120) }),
    ...(dice.percent(20) && { compressesTo: dice.whole(30, 100) / 100 }),
    ...(dice.percent(15) && { shipsInOwnBox: true }),
  };
};

const anyPackage = (dice: Dice, code: string): PackageKind => {
  const common = {
    code,
    emptyWeightGrams: dice.whole(0, 300),
    grossWeightGramsMax: dice.whole(500, 20_000),
    costYen: dice.whole(0, 300),
    ...(dice.percent(10) && { stock: dice.whole(0, 4) }),
    ...(dice.percent(10) && { refusesTraits: dice.oneOf([[], ['liquid'], ['fragile', 'battery']] as const) }),
  };
  const inner = {
    lengthMm: halves(dice, 100, 400),
    widthMm: halves(dice, 80, 300),
    heightMm: halves(dice, 20, 300),
  };
  const outer = {
    lengthMm: inner.lengthMm + 6,
    widthMm: inner.widthMm + 6,
    heightMm: inner.heightMm + 10,
  };
  const flat = { lengthMm: halves(dice, 150, 450), widthMm: halves(dice, 120, 350) };
  const soft = { flat, wallMm: dice.oneOf([0.5, 4]), thicknessMmMax: halves(dice, 10, 60) };
  switch (dice.whole(0, 7)) {
    case 0:
      return { ...common, kind: 'carrier-box', carrier: 'yamato', inner, outer };
    case 1:
      return {
        ...common,
        kind: 'folding-box',
        inner,
        outer,
        innerHeightMmMin: halves(dice, 1, inner.heightMm),
      };
    case 2:
    case 3:
      return { ...common, kind: dice.oneOf(['mailer-bag', 'padded-envelope']), ...soft };
    case 4:
      return { ...common, kind: 'own-box' };
    default:
      return { ...common, kind: 'carton', inner, outer };
  }
};

/** Freight in steps of the three sides, as parcel carriers have it, and nothing beyond two metres. */
const stepPrice =
  (stepYen: number, baseYen: number): ParcelPrice =>
  ({ kind, outer }) => {
    const sidesMm = outer.lengthMm + outer.widthMm + outer.heightMm;
    return sidesMm > 2_000 ? null : kind.costYen + baseYen + Math.ceil(sidesMm / 200) * stepYen;
  };
