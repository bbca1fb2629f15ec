import fc from 'fast-check';

/** How an order is paid; `cod-large` is more than a first order may be without a person looking at it. */
export type Paying = 'prepaid' | 'bank-transfer' | 'cod' | 'cod-large';
export type ShortStock = 'ship-complete' | 'ship-available' | 'cancel-short';

export interface OrderWish {
  readonly paying: Paying;
  readonly hasRemarks: boolean;
  readonly shortStock: ShortStock;
  /** Units of the first and of the second sku of the script; a line each, none of what is 0. */
  readonly units: readonly [number, number];
}

/** Of things a script names only `which`: the remainder by how many there are. Where there are none, nothing is done. */
export type Act =
  | { readonly act: 'place'; readonly wish: OrderWish }
  | { readonly act: 'pay'; readonly which: number; readonly sum: 'rest' | 'part' | 'too-much' | 'once-more' }
  | { readonly act: 'confirm' | 'reject' | 'cancel'; readonly which: number }
  | { readonly act: 'amend'; readonly which: number; readonly how: Amending }
  | { readonly act: 'receive'; readonly sku: 0 | 1; readonly units: number }
  | { readonly act: 'adjust'; readonly sku: 0 | 1; readonly by: number }
  | { readonly act: 'crew'; readonly which: number; readonly steps: CrewSteps }
  | { readonly act: 'ail'; readonly which: number; readonly listener: number; readonly how: Ailment }
  | { readonly act: 'mend' }
  | { readonly act: 'none' };

/** Another door, dearer postage or none, or door and postage; `once-more`: what was asked last, under its key. */
export type Amending = 'way' | 'dear' | 'free' | 'both' | 'once-more';
/** `ill`: the service's handler fails for the order; `unreadable`: a record under the order's key makes no sense. */
export type Ailment = 'ill' | 'unreadable';
/** `next`: one step of the work on a parcel; `all`: up to handing it over; `again`: what was done last, once more. */
export type CrewSteps = 'next' | 'all' | 'again';

/** What happens in one round: somebody acts, then some of what was said before is heard. */
export interface Round {
  readonly act: Act;
  /** One bit per lane with something unheard, in turn: whether it is delivered now. */
  readonly lanes: number;
  /** Facts of a lane that are delivered together, at most. */
  readonly together: number;
  /** What is delivered comes a second time, as from a relay that was cut off. */
  readonly twice: boolean;
}

/** A listener that is far behind with what one speaker says. */
export type Lag =
  `${'order' | 'inventory' | 'shipping' | 'notification'} behind ${'order' | 'inventory' | 'shipping'}`;

/** The life of up to a handful of orders that want two skus. Between its phases days go by. */
export interface Script {
  readonly onHand: readonly [number, number];
  readonly safety: readonly [number, number];
  readonly phases: readonly (readonly Round[])[];
  /** Who hears nothing of whom during each phase; of two lanes of one order, one is then far ahead of the other. */
  readonly lags: readonly (Lag | null)[];
  /** What becomes of an order that still waits for stock at the end. */
  readonly ending: 'cancel' | 'receive';
}

const ROUNDS_MAX = [4, 3, 3];
const LANES = 2 ** 16 - 1;
const units = (max: number) => fc.nat(max);

const anyWish: fc.Arbitrary<OrderWish> = fc.record({
  paying: fc.constantFrom<Paying>('prepaid', 'prepaid', 'bank-transfer', 'bank-transfer', 'cod', 'cod-large'),
  hasRemarks: fc.nat(7).map((chance) => chance === 7),
  shortStock: fc.constantFrom<ShortStock>('ship-complete', 'ship-available', 'cancel-short'),
  units: fc.tuple(units(2), units(2)).filter(([first, second]) => first + second > 0),
});

const which = fc.nat(7);
const sku = fc.constantFrom<0 | 1>(0, 1);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('place'), wish: anyWish }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('pay'),
      which,
      sum: fc.constantFrom('rest', 'rest', 'part', 'too-much', 'once-more'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('confirm', 'reject'), which }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('cancel'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('amend'),
      which,
      how: fc.constantFrom<Amending>('way', 'way', 'both', 'dear', 'free', 'once-more'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('receive'), sku, units: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('adjust'), sku, by: fc.constantFrom(-2, -1, 1, 2) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('crew'),
      which,
      steps: fc.constantFrom('all', 'all', 'next', 'next', 'again'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('ail'),
      which,
      listener: fc.nat(3),
      how: fc.constantFrom('ill', 'unreadable'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('mend') }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('none') }) },
) as fc.Arbitrary<Act>;

const anyRound: fc.Arbitrary<Round> = fc.record({
  act: anyAct,
  lanes: fc.oneof({ weight: 1, arbitrary: fc.nat(LANES) }, { weight: 2, arbitrary: fc.constant(LANES) }),
  together: fc.constantFrom(3, 2, 1),
  twice: fc.nat(5).map((chance) => chance === 5),
});
const anyLag = fc.constantFrom<Lag>(
  'inventory behind order',
  'inventory behind order',
  'inventory behind shipping',
  'shipping behind order',
  'shipping behind inventory',
  'order behind shipping',
  'order behind inventory',
  'notification behind order',
);
/** A script in which nobody orders would be a seed wasted. */
const firstRound: fc.Arbitrary<Round> = fc
  .tuple(anyRound, anyWish)
  .map(([round, wish]) => ({ ...round, act: { act: 'place', wish } }));

export const anyScript: fc.Arbitrary<Script> = fc.record({
  onHand: fc.tuple(units(3), units(3)),
  safety: fc.tuple(fc.constantFrom(0, 0, 0, 1), fc.constant(0)),
  phases: fc
    .tuple(firstRound, ...ROUNDS_MAX.map((maxLength) => fc.array(anyRound, { maxLength, size: 'max' })))
    .map(([first, begin, ...later]) => [[first, ...begin!], ...later]),
  lags: fc.tuple(...ROUNDS_MAX.map(() => fc.option(anyLag, { freq: 1 }))),
  ending: fc.constantFrom('cancel', 'receive'),
});
