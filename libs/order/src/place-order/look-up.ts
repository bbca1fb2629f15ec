import type { ReadTransaction } from '@okuru/platform';
import type { FieldFault } from '../request/field-fault.js';
import { KEY_REUSED } from '../request/idempotency.js';
import { dateFaults } from './check-order.js';
import { setFaults, type KnownSets } from './explode-sets.js';
import { intakeLook, type KnownGoods, scopeOf, type KnownOutcome } from './intake-look.store.js';
import type { IntakeOutcome, IntakeRequest } from './intake-request.js';
import type { Placement } from './placement.js';
import { invalidOrder } from './refusals.js';

/** What the tables say of a batch before anything is written. */
export interface LookedUp {
  /** The requests that are answered already: replays and refusals. */
  readonly outcomes: ReadonlyMap<IntakeRequest, IntakeOutcome>;
  /** The requests to store, one per idempotency key; what is in neither is a copy and asks again. */
  readonly fresh: readonly IntakeRequest[];
  /** The sets that they name. */
  readonly sets: KnownSets;
  /** Of the buyers of the batch, those who were sent something before. */
  readonly buyersServed: ReadonlySet<string>;
}

/**
 * One look for the whole batch. Replays come before every check that depends on the day or the catalogue: an order once
 * accepted is answered the same for ever. What those checks refuse is not stored, since it may be right tomorrow.
 */
export const lookUp = async (
  tx: Pick<ReadTransaction, 'query'>,
  batch: readonly IntakeRequest[],
  today: string,
): Promise<LookedUp> => {
  const { known, goods, buyersServed } = await intakeLook(tx, batch);
  const outcomes = new Map<IntakeRequest, IntakeOutcome>();
  const first = new Map<string, IntakeRequest>();
  for (const request of batch) {
    const scope = scopeOf(request);
    const answered = known.get(scope);
    if (answered !== undefined) outcomes.set(request, replay(request, answered));
    else if (!first.has(scope)) first.set(scope, request);
  }
  const fresh = [...first.values()].filter((request) => {
    const faults = faultsOfToday(request.placement, goods, today);
    if (faults.length > 0)
      outcomes.set(request, { kind: 'refused', replayed: false, refusal: invalidOrder(faults) });
    return faults.length === 0;
  });
  return { outcomes, fresh, sets: goods.sets, buyersServed };
};

const replay = (request: IntakeRequest, { bodyHash, outcome }: KnownOutcome): IntakeOutcome => {
  if (bodyHash !== request.bodyHash) return { kind: 'refused', replayed: false, refusal: KEY_REUSED };
  return 'refusal' in outcome
    ? { kind: 'refused', replayed: true, refusal: outcome.refusal }
    : { kind: 'accepted', replayed: true, accepted: outcome.accepted };
};

/** What is wrong with an order today and may be right tomorrow. */
export const faultsOfToday = (
  { lines, delivery }: Placement,
  { skus, sets }: KnownGoods,
  today: string,
): FieldFault[] => [
  ...skuFaults(lines, skus),
  ...(sets.size === 0 ? [] : setFaults(lines, sets)),
  ...dateFaults(delivery.date, today),
];

const skuFaults = (lines: Placement['lines'], skus: ReadonlySet<string>): FieldFault[] =>
  lines.flatMap(({ sku }, index) =>
    skus.has(sku)
      ? []
      : [
          {
            path: `lines[${index}].sku`,
            message: 'is not an item of this shop',
            mend: 'correct the sku, or import the item first',
          },
        ],
  );
