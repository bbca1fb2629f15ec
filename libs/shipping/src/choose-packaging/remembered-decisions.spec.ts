import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES, type PackItem } from '@okuru/packing';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import type { ChoiceTables } from './choice-tables.js';
import { DEFAULT_CHOICE_RULES, type PackagingDemand } from './packaging-demand.js';
import { decideFrom, type Decide, type RecordedDecision } from './recorded-decision.js';
import { RememberedDecisions } from './remembered-decisions.js';

const some = (sku: string, quantity: number): PackItem => ({
  sku,
  quantity,
  size: { lengthMm: 120, widthMm: 90, heightMm: 100 },
  weightGrams: 350,
});
const demandOf = (...items: PackItem[]): PackagingDemand => ({
  items,
  valueYen: 1_000,
  unitValuesYen: { MUG: 100, CUP: 200 },
  delivery: { prefecture: 13, mode: 'any', cashOnDelivery: false, shipOn: '2026-02-02' },
});
const tables: ChoiceTables = {
  packages: { version: 'packages-1', kinds: SEED_PACKAGES },
  carriers: { services: CARRIER_SERVICES, tariffs: sampleTariffs(13) },
  rules: { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES },
};

describe('remembered decisions', () => {
  let counts: { here: number; aside: number };
  let decisions: RememberedDecisions;
  beforeEach(() => {
    counts = { here: 0, aside: 0 };
    const counted =
      (where: 'here' | 'aside'): Decide =>
      (...asked) => {
        counts[where] += 1;
        return decideFrom(...asked);
      };
    const aside = counted('aside');
    decisions = new RememberedDecisions((...asked) => Promise.resolve(aside(...asked)), counted('here'));
  });

  it('decides on a basket once, whatever the order of its goods', () => {
    const first = decisions.decide(demandOf(some('MUG', 1), some('CUP', 2)), tables);
    expect(decisions.decide(demandOf(some('CUP', 2), some('MUG', 1)), tables)).toBe(first);
    expect(counts).toEqual({ here: 1, aside: 0 });
  });

  it.each([
    [
      'the packages',
      demandOf(some('MUG', 1)),
      { packages: { ...tables.packages, kinds: SEED_PACKAGES.slice(1) } },
    ],
    [
      'the tariffs',
      demandOf(some('MUG', 1)),
      { carriers: { ...tables.carriers, tariffs: sampleTariffs(1) } },
    ],
    ['the rules', demandOf(some('MUG', 1)), { rules: { ...tables.rules, handlingYenPerParcel: 90 } }],
    ['the number of units', demandOf(some('MUG', 2)), {}],
    ['the worth of a unit', { ...demandOf(some('MUG', 1)), unitValuesYen: { MUG: 101 } }, {}],
    [
      'the place it goes to',
      { ...demandOf(some('MUG', 1)), delivery: { ...demandOf().delivery, prefecture: 1 } },
      {},
    ],
  ])('decides anew when %s is another', (_what, demand, over) => {
    decisions.decide(demandOf(some('MUG', 1)), tables);
    decisions.decide(demand, { ...tables, ...over });
    expect(counts).toEqual({ here: 2, aside: 0 });
  });

  it('decides on a heavy basket aside, once, and on a light one on the spot', async () => {
    await decisions.prepare(demandOf(some('MUG', 1)), tables);
    expect(counts).toEqual({ here: 0, aside: 0 });
    await decisions.prepare(demandOf(some('MUG', 40)), tables);
    await decisions.prepare(demandOf(some('MUG', 40)), tables);
    decisions.decide(demandOf(some('MUG', 40)), tables);
    expect(counts).toEqual({ here: 0, aside: 1 });
  });

  it('asks once what several want at the same time, and again after a failure', async () => {
    const answers: ((answer: RecordedDecision | Error) => void)[] = [];
    const slow = new RememberedDecisions(
      () =>
        new Promise((resolve, reject) => {
          answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
        }),
    );
    const demand = demandOf(some('MUG', 40));
    const asked = [slow.prepare(demand, tables), slow.prepare(demand, tables)];
    expect(answers).toHaveLength(1);
    answers[0]!(new Error('the thread ended'));
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = slow.prepare(demand, tables);
    expect(answers).toHaveLength(2);
    const answer = decideFrom(demand, tables);
    answers[1]!(answer);
    await again;
    expect(slow.decide(demand, tables)).toBe(answer);
  });
});
