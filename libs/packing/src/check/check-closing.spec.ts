import { checkPacking } from './check-packing.js';
import {
  DEFAULT_PACK_RULES as RULES,
  type PackageKind,
  type PackItem,
  type PackRules,
  type Placement,
  type SizeMm,
} from '../types.js';

const mm = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({ lengthMm, widthMm, heightMm });
const COMMON = { emptyWeightGrams: 0, grossWeightGramsMax: 50_000, costYen: 10 };
const BOX: PackageKind = {
  ...COMMON,
  code: 'box',
  kind: 'carton',
  inner: mm(300, 200, 150),
  outer: mm(306, 206, 160),
};
const CARRIERS: PackageKind = { ...BOX, code: 'carriers', kind: 'carrier-box', carrier: 'yamato' };
const FOLDING: PackageKind = { ...BOX, code: 'folding', kind: 'folding-box', innerHeightMmMin: 50 };
const BAG: PackageKind = {
  ...COMMON,
  code: 'bag',
  kind: 'mailer-bag',
  flat: { lengthMm: 300, widthMm: 200 },
  wallMm: 1,
  thicknessMmMax: 40,
};
const ENVELOPE: PackageKind = { ...BAG, code: 'envelope', kind: 'padded-envelope', wallMm: 4 };
const OWN: PackageKind = { ...COMMON, code: 'own', kind: 'own-box' };

const BOOK: PackItem = { sku: 'book', quantity: 1, size: mm(180, 120, 30), weightGrams: 400 };
const BOOK_PLACE: Placement = {
  sku: 'book',
  unit: 0,
  xMm: 0,
  yMm: 0,
  zMm: 0,
  dxMm: 180,
  dyMm: 120,
  dzMm: 30,
};
/** A bag 30 mm thick loses 30 mm of its flat length and width. */
const BAG_OUTER = mm(272, 172, 32);

interface Case {
  readonly kind?: PackageKind;
  readonly outer?: SizeMm;
  readonly item?: Partial<PackItem>;
  readonly places?: readonly Partial<Placement>[];
  readonly rules?: Partial<PackRules>;
  readonly parcels?: number;
}

const faultsOf = ({ kind = BOX, outer, item = {}, places = [{}], rules = {}, parcels = 1 }: Case): string => {
  const goods = { ...BOOK, quantity: places.length * parcels, ...item };
  const packages = Array.from({ length: parcels }, (_, parcel) => ({
    packageCode: kind.code,
    outer: outer ?? ('outer' in kind ? kind.outer : kind.kind === 'own-box' ? goods.size : BAG_OUTER),
    placements: places.map((place, unit) => ({
      ...BOOK_PLACE,
      unit: unit + parcel * places.length,
      ...place,
    })),
    grossWeightGrams: places.length * goods.weightGrams,
  }));
  return checkPacking([goods], [kind], { packages }, { ...RULES, ...rules }).join('\n');
};

const SHIRT: Partial<PackItem> = { size: mm(180, 120, 60), compressesTo: 0.5 };
const BALANCED: Partial<PackRules> = { centreOfMass: { offsetShareMax: 0.25, fromGrams: 3_000 } };
const pile = (...heights: number[]): Partial<Placement>[] => {
  let top = 0;
  return heights.map((dzMm) => {
    const zMm = top;
    top += dzMm;
    return { zMm, dzMm };
  });
};

describe('checkPacking', () => {
  it.each<[string, Case]>([
    ['a carton', {}],
    ["a carrier's box", { kind: CARRIERS }],
    ['a folding box at its full height', { kind: FOLDING }],
    ['a folding box folded down', { kind: FOLDING, outer: mm(306, 206, 60) }],
    ['a bag', { kind: BAG }],
    ['a bag filled to more than its goods', { kind: BAG, outer: mm(262, 162, 42) }],
    ['a padded envelope', { kind: ENVELOPE, outer: mm(278, 178, 38) }],
    ['goods in their own box', { kind: OWN, item: { shipsInOwnBox: true, fragile: true } }],
    ['goods that are folded', { item: { size: mm(400, 400, 10), foldedSize: mm(120, 180, 30) } }],
    ['goods that are pressed', { kind: BAG, item: SHIRT }],
    ['goods pressed less than they could be', { item: SHIRT, places: [{ dzMm: 45 }] }],
    ['pressed goods on others', { item: SHIRT, places: pile(60, 40) }],
    ['goods that lie flat', { item: { flatOnly: true } }],
    ['a battery in an envelope', { kind: ENVELOPE, outer: mm(278, 178, 38), item: { battery: true } }],
    ['liquids in a bag that takes them', { kind: { ...BAG, refusesTraits: [] }, item: { liquid: true } }],
    ['the last package in stock', { kind: { ...BOX, stock: 2 }, parcels: 2 }],
    [
      'weight near the middle',
      { item: { weightGrams: 3_000 }, places: [{ xMm: 60, yMm: 40 }], rules: BALANCED },
    ],
    ['a light box out of balance', { item: { weightGrams: 2_999 }, rules: BALANCED, places: [{ xMm: 120 }] }],
  ])('finds no fault with %s', (_what, packed) => {
    expect(faultsOf(packed)).toBe('');
  });

  it.each<[string, Case, string]>([
    ['a false outer size', { outer: mm(306, 206, 150) }, 'states 306 x 206 x 150 mm outside but is 306'],
    [
      "a carrier's box folded down",
      { kind: CARRIERS, outer: mm(306, 206, 60) },
      'states 306 x 206 x 60 mm outside',
    ],
    [
      'a box folded too far',
      { kind: FOLDING, outer: mm(306, 206, 59) },
      'cannot be folded down to 49 mm inside, only to 50 mm',
    ],
    ['a box unfolded too far', { kind: FOLDING, outer: mm(306, 206, 161) }, 'cannot be unfolded to 161 mm'],
    ['a folding box that grew', { kind: FOLDING, outer: mm(305, 206, 160) }, 'states 305 x 206 x 160 mm'],
    [
      'goods above the fold',
      { kind: FOLDING, outer: mm(306, 206, 65), places: pile(30, 30) },
      'book #1 sticks out',
    ],
    ['a bag thinner than its goods', { kind: BAG, outer: mm(273, 173, 31) }, 'book #0 sticks out'],
    ['a bag that is too thick', { kind: BAG, outer: mm(261, 161, 43) }, 'is 41 mm thick'],
    [
      'a bag as long as when flat',
      { kind: BAG, outer: mm(302, 172, 32) },
      'measures 330 mm round its contents',
    ],
    ['a bag as wide as when flat', { kind: BAG, outer: mm(272, 202, 32) }, 'along its widthMm'],
    ['goods too wide for the girth', { kind: BAG, places: [{ yMm: 51 }] }, 'book #0 sticks out'],
    ['a bag thinner than its walls', { kind: BAG, outer: mm(Number.NaN, 1, 1) }, 'is -1 mm thick'],
    ['goods without a box of their own', { kind: OWN }, 'book #0 may not be sent in its own box'],
    [
      'two units in one own box',
      { kind: OWN, item: { shipsInOwnBox: true }, places: pile(30, 30) },
      'holds 2 units',
    ],
    [
      'a false size of an own box',
      { kind: OWN, item: { shipsInOwnBox: true }, outer: mm(180, 120, 29) },
      'states 180 x 120 x 29 mm outside but is 180 x 120 x 30 mm',
    ],
    [
      'a turned own box',
      { kind: OWN, item: { shipsInOwnBox: true }, places: [{ dxMm: 120, dyMm: 180 }] },
      'book #0 is not placed as it is',
    ],
    [
      'breakable goods in a bag',
      { kind: BAG, item: { fragile: true } },
      'book #0 is fragile, which a mailer',
    ],
    ['goods that bear nothing in a bag', { kind: BAG, item: { doNotStack: true } }, 'is do-not-stack'],
    ['goods that bear 0 g in a bag', { kind: BAG, item: { loadOnTopGramsMax: 0 } }, 'is do-not-stack'],
    ['liquids in a paper envelope', { kind: ENVELOPE, item: { liquid: true } }, 'is liquid, which a padded'],
    ['a battery in a bare bag', { kind: BAG, item: { battery: true } }, 'is battery, which a mailer-bag'],
    [
      'what this box refuses',
      { kind: { ...BOX, refusesTraits: ['liquid'] }, item: { liquid: true } },
      'is liquid, which a carton does not take',
    ],
    ['a tipped liquid', { item: { liquid: true }, places: [{ dxMm: 30, dzMm: 180 }] }, 'must stay upright'],
    [
      'flat goods on their side',
      { item: { flatOnly: true }, places: [{ dyMm: 30, dzMm: 120 }] },
      'must lie flat',
    ],
    ['goods folded twice', { item: { foldedSize: mm(180, 60, 60) }, places: [{ dyMm: 60 }] }, 'not its own'],
    [
      'goods pressed too far',
      { item: SHIRT, places: [{ dzMm: 29 }] },
      'pressed further than its goods allow',
    ],
    [
      'goods pressed sideways',
      { item: SHIRT, places: [{ dxMm: 180, dyMm: 30, dzMm: 120 }] },
      'has not its own size',
    ],
    ...(['fragile', 'liquid', 'battery', 'doNotStack'] as const).map((flag): [string, Case, string] => [
      `pressed goods that are ${flag}`,
      { item: { ...SHIRT, [flag]: true }, places: [{ xMm: 20, yMm: 20, zMm: 20 }] },
      'is pressed further than its goods allow',
    ]),
    ['goods on pressed ones', { item: SHIRT, places: pile(30, 60) }, 'stands over book #0, which is pressed'],
    [
      'upright goods pressed along another side',
      { item: { size: mm(60, 180, 120), keepUpright: true, compressesTo: 0.5 } },
      'must stay upright',
    ],
    [
      'more packages than are left',
      { kind: { ...BOX, stock: 1 }, parcels: 2 },
      '2 packages box are used, but 1',
    ],
    [
      'weight at one end',
      {
        item: { weightGrams: 3_000 },
        places: [
          { xMm: 120, dxMm: 120, dyMm: 180 },
          { zMm: 30, xMm: 120, dxMm: 120, dyMm: 180 },
        ],
        rules: { centreOfMass: { offsetShareMax: 0.09, fromGrams: 3_000 } },
      },
      'its weight lies 10 % of the length off the middle, more than 9 %',
    ],
    [
      'weight at one side',
      {
        item: { weightGrams: 3_000, size: mm(180, 80, 30) },
        places: [{ xMm: 60, dyMm: 80 }],
        rules: BALANCED,
      },
      'its weight lies 30 % of the width off the middle, more than 25 %',
    ],
  ])('catches %s', (_fault, packed, message) => {
    expect(faultsOf(packed)).toContain(message);
  });
});
