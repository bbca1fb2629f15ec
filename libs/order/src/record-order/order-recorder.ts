import { Injectable } from '@nestjs/common';
import { KeyRing, Timers, type Transaction } from '@okuru/platform';
import { dropWanted, putWanted, takeWanted } from './amendment.store.js';
import { HOLD_TIMER } from './hold-timer.js';
import { chainSteps, type OrderChange } from './order-change.js';
import type { RecordedOrder } from './order-rows.js';
import { insertHistory } from './history.store.js';
import { LEAVES } from './order-facts.js';
import { insertLetters, putParcels, updateLines } from './order-parts.store.js';
import { lockOrders } from './order.store.js';
import { updateOrders } from './saved-orders.store.js';
import { factsOf, type Decision } from './stated-facts.js';

/** Loads orders under lock and saves what happened to them: state, history, timers and facts in one transaction. */
@Injectable()
export class OrderRecorder {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly timers: Timers,
  ) {}

  lock(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, RecordedOrder>> {
    return lockOrders(tx, orderIds);
  }

  /** Set-based: as many statements for two hundred orders as for one. */
  async save(tx: Transaction, changes: readonly OrderChange[]): Promise<void> {
    const changed = changes.filter(({ steps }) => steps.length > 0);
    if (changed.length === 0) return;
    const chained = changed.map(chainSteps);
    const stored = chained.map(({ change }) => change);
    await updateOrders(tx, stored);
    await updateLines(tx, stored);
    await putParcels(tx, stored);
    await insertLetters(tx, changed.flatMap(lettersOf));
    await insertHistory(
      tx,
      chained.flatMap(({ entries }) => entries),
    );
    const decisions = changed.flatMap(decisionsOf);
    await amend(tx, decisions);
    await this.scheduleDeadlines(tx, decisions);
    tx.publish(...(await factsOf(tx, this.keyRing, decisions)));
  }

  /** A deadline whose order is released before is left to fire: it finds nothing to do. */
  private async scheduleDeadlines(tx: Transaction, decisions: readonly Decision[]): Promise<void> {
    const deadlines = decisions.flatMap(({ event, after }) =>
      event.type === 'order.held'
        ? [{ kind: HOLD_TIMER, key: after.orderId, dueAt: new Date(event.data.deadline) }]
        : [],
    );
    if (deadlines.length > 0) await this.timers.schedule(tx, deadlines);
  }
}

/** Before the facts are stated, so that they tell of the order after it. */
const amend = async (tx: Transaction, decisions: readonly Decision[]): Promise<void> => {
  const idsOf = (type: Decision['event']['type']) =>
    decisions.flatMap(({ event, after }) => (event.type === type ? [after.orderId] : []));
  const asked = decisions.flatMap(({ event, after: { orderId } }) =>
    event.type === 'order.amendment-requested'
      ? [{ orderId, amendment: event.data.amendment, wanted: event.data.wanted }]
      : [],
  );
  await putWanted(tx, asked);
  await takeWanted(tx, idsOf('order.amended'));
  await dropWanted(tx, idsOf('order.amendment-refused'));
};

const decisionsOf = ({ steps, after }: OrderChange): Decision[] =>
  steps.flatMap((step) =>
    'own' in step && LEAVES[step.own.type] ? [{ event: step.own, after, causedBy: step.causedBy }] : [],
  );

const lettersOf = ({ steps }: OrderChange) =>
  steps.flatMap((step) => ('heard' in step && step.heard.type === 'letter.sent' ? [step.heard.data] : []));
