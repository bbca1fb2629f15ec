import { Inject, Injectable } from '@nestjs/common';
import {
  Clock,
  CommitOutcomeUnknownError,
  CONFIG,
  type Config,
  isTransient,
  KeyRing,
  logger,
  runInTrace,
  Timers,
  UnitOfWork,
  type Fact,
  type Transaction,
} from '@okuru/platform';
import { statusOf } from '../order/status.js';
import { HOLD_TIMER } from '../record-order/hold-timer.js';
import { confirmedFact, heldFact, placedFact } from '../record-order/order-facts.js';
import { acceptOrders, type AcceptedOrder } from './accepted-order.js';
import { bisect, GroupCommit, type Settled } from './group-commit.js';
import { insertOrders, ordersOfReferences, storeRefusals, takeKeys } from './intake.store.js';
import type { IntakeOutcome, IntakeRequest } from './intake-request.js';
import { lookUp } from './look-up.js';
import { ORDERS_MAX } from './place-orders.dto.js';
import { referenceTaken } from './refusals.js';
import { ShopDay } from './shop-day.js';

/** A batch that one request brings goes in one commit; two of them may be in hand, and some single orders. */
const BOUNDS = { batchSizeMax: ORDERS_MAX, batchesInFlightMax: 2, itemsMax: 2 * ORDERS_MAX + 200 };
const AGAIN: IntakeOutcome = { kind: 'again' };

/**
 * The intake: orders that arrive together commit together. Each request hears its answer after its commit, and a
 * request that fails takes none of its neighbours with it.
 */
@Injectable()
export class Intake {
  private readonly groupCommit: GroupCommit<IntakeRequest, IntakeOutcome>;
  private readonly log = logger('place-order');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keyRing: KeyRing,
    private readonly timers: Timers,
    private readonly clock: Clock,
    private readonly shopDay: ShopDay,
    @Inject(CONFIG) { intakeWaitMs }: Pick<Config, 'intakeWaitMs'>,
  ) {
    const bounds = { ...BOUNDS, itemMsMax: intakeWaitMs };
    this.groupCommit = new GroupCommit((batch) => this.settle(batch), bounds);
  }

  /** Whether a request that came now would be refused, so that nothing needs to be done for it. */
  get isFull(): boolean {
    return this.groupCommit.isFull;
  }

  submit(request: IntakeRequest): Promise<IntakeOutcome> {
    return this.groupCommit.submit(request);
  }

  private async settle(batch: readonly IntakeRequest[]): Promise<Settled<IntakeOutcome>[]> {
    const { outcomes, fresh, sets, buyersServed } = await this.unitOfWork.ask((tx) =>
      lookUp(tx, batch, this.shopDay.today()),
    );
    const at = this.clock.now().toISOString();
    const ends = await bisect(
      fresh,
      async (requests) =>
        this.commit(await acceptOrders(this.keyRing, requests, { sets, buyersServed }, at), at),
      (fault) => isTransient(fault),
    );
    const settled = new Map<IntakeRequest, Settled<IntakeOutcome>>(
      fresh.map((request, index) => [request, this.endOf(ends[index]!)]),
    );
    return batch.map((request) => settled.get(request) ?? { answer: outcomes.get(request) ?? AGAIN });
  }

  /** Whether a commit happened whose answer was lost is found out by asking again under the same key. */
  private endOf(end: Settled<IntakeOutcome>): Settled<IntakeOutcome> {
    if (!('fault' in end)) return end;
    if (end.fault instanceof CommitOutcomeUnknownError) return { answer: AGAIN };
    this.log.error({ fault: end.fault }, 'an order could not be stored');
    return end;
  }

  /** All or nothing; the answers are in the order of the orders. */
  private commit(orders: readonly AcceptedOrder[], at: string): Promise<IntakeOutcome[]> {
    if (orders.length === 0) return Promise.resolve([]);
    return this.unitOfWork.run(async (tx) => {
      const keyed = await takeKeys(tx, orders);
      if (keyed.length === 0) return orders.map(() => AGAIN);
      const inserted = await insertOrders(tx, keyed, at);
      const accepted = new Set(inserted);
      const refused = await this.refuse(
        tx,
        keyed.filter((order) => !accepted.has(order)),
      );
      await this.state(tx, inserted);
      return orders.map(
        (order) => refused.get(order) ?? (accepted.has(order) ? acceptedOutcome(order) : AGAIN),
      );
    });
  }

  private async refuse(
    tx: Transaction,
    losers: readonly AcceptedOrder[],
  ): Promise<Map<AcceptedOrder, IntakeOutcome>> {
    if (losers.length === 0) return new Map();
    const holders = await ordersOfReferences(tx, losers);
    const refusals = losers.map((order) => ({ order, refusal: referenceTaken(holders(order)) }));
    await storeRefusals(tx, refusals);
    return new Map(
      refusals.map(({ order, refusal }) => [order, { kind: 'refused', replayed: false, refusal }]),
    );
  }

  private async state(tx: Transaction, orders: readonly AcceptedOrder[]): Promise<void> {
    const held = orders.flatMap(({ card, opened }) =>
      opened.order.deadline === null
        ? []
        : [{ kind: HOLD_TIMER, key: card.orderId, dueAt: new Date(opened.order.deadline) }],
    );
    if (held.length > 0) await this.timers.schedule(tx, held);
    for (const order of orders) {
      runInTrace(order.request.traceparent, () => tx.publish(...firstFacts(order)));
    }
  }
}

const firstFacts = ({ card, opened: { event }, contactHeld }: AcceptedOrder): Fact[] => [
  placedFact(card),
  event.type === 'order.held' ? heldFact(card, event.data, contactHeld!) : confirmedFact(card),
];

const acceptedOutcome = ({ card, opened }: AcceptedOrder): IntakeOutcome => ({
  kind: 'accepted',
  replayed: false,
  accepted: {
    orderId: card.orderId,
    reference: card.reference,
    channel: card.channel,
    status: statusOf(opened.order),
    total: card.money.total,
  },
});
