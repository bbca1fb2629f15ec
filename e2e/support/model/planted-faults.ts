import { randomUUID } from 'node:crypto';
import type { RunningApp } from '@okuru/platform';
import { wrapMethod } from '../instances.js';

/** A fault that the model must see, put around a part of the running shop. */
export interface PlantedFault {
  readonly name: string;
  /** Class, method, and what is done instead of it. */
  readonly at: readonly [string, string];
  readonly around: (original: (...given: any[]) => any) => (...given: any[]) => any;
}

export const plant = ({ app }: RunningApp, { at: [className, method], around }: PlantedFault): (() => void) =>
  wrapMethod(app, className, method, around);

const LEFT = ['dispatched', 'delivered'];

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'what is released comes back twice',
    at: ['ReservationStore', 'release'],
    around: (release) => async (tx, orderIds) => {
      await tx.query(
        `UPDATE stock SET on_hand = on_hand + held, free = free + held
         FROM (SELECT sku, sum(held)::int AS held FROM reservation WHERE order_id = ANY ($1::uuid[]) GROUP BY sku) AS own
         WHERE own.sku = stock.sku`,
        [orderIds],
      );
      return release(tx, orderIds);
    },
  },
  {
    name: 'inventory forgets the tombstone of an order that was voided before it was heard of',
    at: ['DemandStore', 'leaveTombstones'],
    around: (leave) => async (tx, orderIds) => {
      const known = await leave(tx, orderIds);
      await tx.query('DELETE FROM order_demand WHERE order_id = ANY ($1::uuid[]) AND placed_at IS NULL', [
        orderIds,
      ]);
      return known;
    },
  },
  {
    name: 'safety stock is promised',
    at: ['StockStore', 'lock'],
    around:
      (lock) =>
      async (...given) =>
        new Map([...(await lock(...given))].map(([sku, row]) => [sku, { ...row, safety: 0 }])),
  },
  {
    name: 'the right sum does not end the waiting for it',
    at: ['OrderDesk', 'decide'],
    around: (decide) => (tx, before, command) =>
      command.type === 'record-payment'
        ? decide(tx, { ...before, order: { ...before.order, total: before.order.total + 1 } }, command)
        : decide(tx, before, command),
  },
  {
    name: 'a letter is written twice',
    at: ['LetterInboxStore', 'put'],
    around: (put) => async (tx, letters, at, lease) => {
      const again = letters.map((letter: any) => {
        const factId = randomUUID();
        return { ...letter, factId, messageId: `<${factId}.${letter.kind}@okuru.example>` };
      });
      return [...(await put(tx, letters, at, lease)), ...(await put(tx, again, at))];
    },
  },
  {
    name: 'an order is cancelled although a parcel has left',
    at: ['ParcelsOfOrders', 'lock'],
    around:
      (lock) =>
      async (...given) =>
        new Map(
          [...(await lock(...given))].map(([orderId, parcels]) => [
            orderId,
            parcels.filter(({ status }: { status: string }) => !LEFT.includes(status)),
          ]),
        ),
  },
  {
    name: 'an amendment is granted although a label is printed',
    at: ['ParcelsOfOrders', 'lock'],
    around:
      (lock) =>
      async (...given) =>
        new Map(
          [...(await lock(...given))].map(([orderId, parcels]) => [
            orderId,
            parcels.map((parcel: object) => ({ ...parcel, labelled: false })),
          ]),
        ),
  },
  {
    name: 'an order is amended again before the first amendment is answered',
    at: ['OrderDesk', 'decide'],
    around: (decide) => (tx, before, command) =>
      command.type === 'amend'
        ? decide(tx, { ...before, order: { ...before.order, amendment: { state: 'none' } } }, command)
        : decide(tx, before, command),
  },
  {
    name: 'the last in the queue is served first',
    at: ['QueueStore', 'fronts'],
    around:
      (fronts) =>
      async (...given) =>
        [...(await fronts(...given))].reverse(),
  },
  {
    name: 'deadlines pass unnoticed',
    at: ['EndHoldWhenDeadlinePassed', 'end'],
    around: () => async () => undefined,
  },
  {
    name: 'who asks to cancel again is heard again',
    at: ['OrderDesk', 'decide'],
    around: (decide) => (tx, before, command) =>
      command.type === 'cancel' && before.order.cancellation.state === 'requested'
        ? decide(tx, { ...before, order: { ...before.order, cancellation: { state: 'none' } } }, command)
        : decide(tx, before, command),
  },
  {
    name: 'what waits behind a failed event is not replayed',
    at: ['FollowOrder', 'hear'],
    around: (hear) => (events, tx) => {
      const isReplay = new Error().stack?.includes('DeadLetters');
      return isReplay ? undefined : hear(events, tx);
    },
  },
];
