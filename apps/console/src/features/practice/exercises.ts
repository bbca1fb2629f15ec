import { PRACTICE_CARTONS, PRACTICE_GOODS, PRACTICE_PLACES, PRACTICE_WAYBILLS } from '@okuru/scan-engine';
import type { PracticeThing } from '@okuru/scan-engine';
import type { Batch, Stop } from '../../shared/picking/batch.js';
import type { Language } from '../../words/words.js';
import type { Fact } from './fact.js';
import {
  aParcel,
  checked,
  type Good,
  gramsOf,
  isCountable,
  LARGE,
  parcelIdAt,
  SHELVES,
  skuOf,
  waybillAt,
  weighed,
} from './goods.js';
import type { Setting } from './practice-shop.js';

export const EXERCISES = [
  'simple',
  'wrong-item',
  'too-many',
  'look-alike',
  'counted',
  'not-found',
  'damaged',
  'other-package',
  'swapped-label',
  'cancelled',
] as const;
export type ExerciseId = (typeof EXERCISES)[number];

export interface Exercise {
  /** Which of the real screens it is done at. */
  readonly screen: 'pack' | 'pick' | 'ship';
  setting(language: Language): Setting;
  /** What lies at hand: it may be touched where there is no scanner. */
  readonly bench: readonly PracticeThing[];
  /** What the scales say, where they are needed. */
  readonly grams?: number;
  /** Whether the mistake was met, and rightly resolved. */
  isPassed(facts: readonly Fact[]): boolean;
}

type Test = (fact: Fact) => boolean;

/** Whether each came about after the one before it. */
const inTurn = (facts: readonly Fact[], ...tests: readonly Test[]): boolean => {
  let from = 0;
  return tests.every((test) => {
    const at = facts.findIndex((fact, nth) => nth >= from && test(fact));
    from = at + 1;
    return at >= 0;
  });
};

const blockedAs =
  (reason: string, good?: Good): Test =>
  (fact) =>
    fact.kind === 'blocked' && fact.reason === reason && (good === undefined || fact.sku === skuOf(good));
const isComplete: Test = (fact) => fact.kind === 'scanned' && fact.isComplete;
const isClosed: Test = ({ kind }) => kind === 'closed';

const of = (...goods: Good[]): PracticeThing[] => goods.map((good) => PRACTICE_GOODS[good]);
const waybills = (...numbers: number[]): PracticeThing[] => numbers.map((nth) => PRACTICE_WAYBILLS[nth - 1]!);
const parcelAt = (id: ExerciseId): string => parcelIdAt(EXERCISES.indexOf(id) + 1);

/** Scanned at the packing table, unit by unit. */
const packing = (
  id: ExerciseId,
  units: Partial<Record<Good, number>>,
  bench: readonly PracticeThing[],
  isPassed: Exercise['isPassed'],
): Exercise => ({
  screen: 'pack',
  setting: (language) => ({ parcels: [aParcel(parcelAt(id), units, language)] }),
  bench,
  isPassed,
});

const TEA_BAGS = 30;
const SIMPLE = { whiteMug: 1, towel: 1 } as const;

const stopOf = (good: Good, shelf: string, slots: readonly number[], language: Language): Stop => ({
  sku: skuOf(good),
  name: PRACTICE_GOODS[good].names[language],
  shelf,
  barcodes: [PRACTICE_GOODS[good].code],
  countable: isCountable(good),
  lookAlikes: [],
  slots: slots.map((slot) => ({ slot, quantity: 1, picked: 0, short: 0 })),
});

const aWalk = (batchId: string, language: Language): Batch => ({
  batchId,
  status: 'open',
  left: 3,
  slots: [1, 2].map((slot) => ({
    slot,
    parcelId: `${batchId}-${slot}`,
    reference: `${batchId.toUpperCase()}-${slot}`,
    state: 'open',
    picked: 0,
    lacks: [],
  })),
  stops: [stopOf('towel', SHELVES[0], [1, 2], language), stopOf('plate', SHELVES[1], [2], language)],
  moves: [],
});

const box = (nth: number, good: Good, language: Language) =>
  weighed(
    aParcel(`${parcelAt('cancelled')}-${nth}`, { [good]: 1 }, language, { trackingNumber: waybillAt(nth) }),
  );

export const EXERCISE: Readonly<Record<ExerciseId, Exercise>> = {
  simple: {
    ...packing('simple', SIMPLE, [...of('whiteMug', 'towel'), ...waybills(1)], (facts) =>
      facts.some(isClosed),
    ),
    grams: gramsOf(
      Object.entries(SIMPLE).map(([good, quantity]) => ({ sku: skuOf(good as Good), quantity })),
    ),
  },
  'wrong-item': packing('wrong-item', { towel: 1 }, of('plate', 'towel'), (facts) =>
    inTurn(facts, blockedAs('not-in-this-parcel', 'plate'), isComplete),
  ),
  'too-many': packing('too-many', { plate: 1, towel: 1 }, of('plate', 'towel'), (facts) =>
    inTurn(facts, blockedAs('already-complete'), isComplete),
  ),
  'look-alike': packing('look-alike', { whiteMug: 1 }, of('blueMug', 'whiteMug'), (facts) =>
    inTurn(facts, blockedAs('not-in-this-parcel', 'blueMug'), isComplete),
  ),
  counted: packing('counted', { teaBag: TEA_BAGS }, of('teaBag'), (facts) =>
    facts.some((fact) => isComplete(fact) && fact.kind === 'scanned' && fact.units > 1),
  ),
  'not-found': {
    screen: 'pick',
    setting: (language) => ({ parcels: [], batch: aWalk(parcelAt('not-found'), language) }),
    bench: [...of('towel'), PRACTICE_PLACES.firstShelf, PRACTICE_PLACES.secondShelf],
    isPassed: (facts) =>
      inTurn(facts, ({ kind }) => kind === 'picking-finished') &&
      facts.filter(({ kind }) => kind === 'picked').length >= 2 &&
      facts.some((fact) => fact.kind === 'short' && fact.sku === skuOf('plate')),
  },
  damaged: packing('damaged', { plate: 1, towel: 1 }, of('plate', 'towel'), (facts) =>
    inTurn(
      facts,
      (fact) => fact.kind === 'missing' && fact.cause === 'damaged' && fact.sku === skuOf('plate'),
      isComplete,
    ),
  ),
  'other-package': {
    screen: 'pack',
    setting: (language) => ({
      parcels: [checked(aParcel(parcelAt('other-package'), { plate: 2 }, language))],
    }),
    bench: [PRACTICE_CARTONS.small, PRACTICE_CARTONS.large],
    isPassed: (facts) =>
      facts.some(
        (fact) => fact.kind === 'package' && fact.packageCode === LARGE && fact.reason === 'does-not-fit',
      ),
  },
  'swapped-label': {
    screen: 'pack',
    setting: (language) => ({
      parcels: [
        weighed(
          aParcel(parcelAt('swapped-label'), { whiteMug: 1 }, language, { trackingNumber: waybillAt(1) }),
        ),
      ],
    }),
    bench: waybills(2, 1),
    isPassed: (facts) => inTurn(facts, blockedAs('wrong-waybill'), isClosed),
  },
  cancelled: {
    screen: 'ship',
    setting: (language) => ({
      parcels: [
        { ...box(3, 'towel', language), status: 'closed' },
        { ...box(4, 'plate', language), status: 'voided', labelMode: 'before-check' },
        { ...box(5, 'whiteMug', language), status: 'closed' },
      ],
    }),
    bench: [PRACTICE_PLACES.cage, ...waybills(3, 4, 5)],
    isPassed: (facts) =>
      facts.some(blockedAs('void-waybill')) &&
      facts.filter(({ kind }) => kind === 'handed-over').length === 2,
  },
};

/** The exercise of a parcel's code: `^P:PRACTICE-3`. */
export const exerciseOf = (parcelId: string): ExerciseId | undefined =>
  EXERCISES.find((_, at) => parcelIdAt(at + 1) === parcelId.toLowerCase());

/** What its screen opens. */
export const openedBy = (id: ExerciseId): string => parcelAt(id);
