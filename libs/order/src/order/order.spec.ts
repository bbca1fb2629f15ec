import { AMENDMENTS_MAX, orderConfirmed, type EventData } from '@okuru/contracts';
import { follow } from '../follow-order/follow.js';
import { countersOf } from './counters.js';
import { HOLD_MS, PAYMENT_MS } from './hold-rules.js';
import { FOLLOWED, type FollowedType, type HeardEvent } from './followed.js';
import { openOrder } from './open-order.js';
import { decide, evolve, isRejection, type Amend, type OrderCommand } from './order.js';
import type { Order } from './order-state.js';
import type { HoldReason, OwnEvent, Payment } from './order-events.js';
import { statusOf } from './status.js';

const AT = '2026-01-15T00:00:00.000Z';
const LATER = '2026-01-16T00:00:00.000Z';
const after = (ms: number) => new Date(Date.parse(AT) + ms).toISOString();
const ORDER_ID = '01930f3e-7a00-7000-8000-000000000001';
const PARCEL = '01930f3e-7a00-7000-8000-0000000000a1';
const OTHER_PARCEL = '01930f3e-7a00-7000-8000-0000000000a2';

const paid: Payment = { method: 'prepaid', status: 'paid', amount: 3000, receivedAt: AT };
const awaiting: Payment = { method: 'bank-transfer', status: 'awaiting', amount: 0 };

const anOrder = (holds: HoldReason[] = [], more: Partial<Order> = {}): Order => ({
  ...openOrder(
    {
      orderId: ORDER_ID,
      shortStock: 'ship-complete',
      total: 3000,
      payment: holds.includes('awaiting-payment') ? awaiting : paid,
      lines: [
        { lineId: '1', sku: 'MUG', quantity: 2 },
        { lineId: '2', sku: 'TEA', quantity: 1 },
      ],
    },
    holds,
    AT,
  ).order,
  ...more,
});

const heard = <T extends FollowedType>(type: T, data: Omit<EventData<T>, 'orderId'>): HeardEvent =>
  ({ type, at: LATER, data: { orderId: ORDER_ID, ...data } }) as unknown as HeardEvent;
const hearing = (order: Order, ...events: HeardEvent[]): Order =>
  events.reduce((so, event) => follow(so, event, LATER).order, order);

const unit = (lineId: string, quantity: number) => ({
  lineId,
  sku: lineId === '1' ? 'MUG' : 'TEA',
  quantity,
});
const all = [unit('1', 2), unit('2', 1)];
const reserved = (lines = all, cancelled: typeof all = [], reservation = 1) =>
  heard('stock.reserved', { reservation, lines, outstanding: [], cancelled } as never);
const planned = (lines = all, parcelId = PARCEL) =>
  heard('parcels.planned', {
    parcels: [
      { parcelId, lines, packageCode: 'C60', carrier: 'yamato', service: 'takkyubin', plannedYen: 900 },
    ],
  });
const packed = (lines = all, parcelId = PARCEL) => heard('parcel.packed', { parcelId, lines });
const dispatched = (lines = all, parcelId = PARCEL) =>
  heard('parcel.dispatched', {
    parcelId,
    lines,
    carrier: 'yamato',
    service: 'takkyubin',
    trackingNumber: '100000000004',
    dispatchedAt: LATER,
  });
const divided = (lines: typeof all, parcelId = PARCEL) =>
  heard('parcel.split', {
    ...{
      parcelId,
      lines,
      packageCode: 'C60',
      carrier: 'sagawa',
      service: 'hikyaku',
      plannedYen: 800,
      at: LATER,
    },
  });
const delivered = (parcelId = PARCEL) => heard('parcel.delivered', { parcelId, deliveredAt: LATER });
const voided = heard('parcels.voided', { parcelIds: [PARCEL] });
const refused = heard('cancellation.refused', { reason: 'already-dispatched' });

const given = (order: Order) => ({
  when: (command: OrderCommand) => {
    const answer = decide(order, command);
    return {
      then: (...expected: OwnEvent[]) => expect(answer).toEqual(expected),
      isRejected: (code: string) => expect(answer).toEqual({ rejected: code }),
      order: isRejection(answer) ? order : answer.reduce<Order>(evolve, order),
    };
  },
});
const cancelRequested = (
  at: string,
  reason: 'buyer-asked' | 'hold-rejected' | 'hold-expired' | 'payment-expired',
): OwnEvent => ({
  type: 'order.cancellation-requested',
  at,
  data: { reason },
});
const confirmed = (at: string): OwnEvent => ({ type: 'order.confirmed', at, data: {} });
const asked = (order: Order) => given(order).when({ type: 'cancel', at: LATER, reason: 'buyer-asked' }).order;

describe('an order that nothing holds', () => {
  it('is confirmed at once and waits for stock', () => {
    const order = anOrder();
    expect(order.confirmedAt).toBe(AT);
    expect(statusOf(order)).toBe('awaiting-stock');
  });

  it('is confirmed once: confirming again changes nothing', () =>
    given(anOrder()).when({ type: 'confirm', at: LATER }).then());

  it('cannot be rejected any more', () =>
    given(anOrder()).when({ type: 'reject', at: LATER }).isRejected('already-confirmed'));
});

describe('a held order', () => {
  it('waits with its reasons and a deadline of 72 hours', () => {
    const order = anOrder(['remark-present']);
    expect(order).toMatchObject({ holds: ['remark-present'], deadline: after(HOLD_MS), confirmedAt: null });
    expect(statusOf(order)).toBe('held');
  });

  it('that waits for money has 7 days, also when a remark is to be read', () => {
    expect(anOrder(['awaiting-payment']).deadline).toBe(after(PAYMENT_MS));
    expect(anOrder(['awaiting-payment', 'remark-present']).deadline).toBe(after(PAYMENT_MS));
    expect(statusOf(anOrder(['awaiting-payment']))).toBe('awaiting-payment');
    expect(statusOf(anOrder(['awaiting-payment', 'remark-present']))).toBe('held');
  });

  it('is released by a person', () => {
    const confirming = given(anOrder(['remark-present'])).when({ type: 'confirm', at: LATER });
    confirming.then(confirmed(LATER));
    expect(confirming.order).toMatchObject({ holds: [], deadline: null, confirmedAt: LATER });
  });

  it('is rejected by a person', () =>
    given(anOrder(['remark-present']))
      .when({ type: 'reject', at: LATER })
      .then(cancelRequested(LATER, 'hold-rejected')));

  it('keeps its reservation while it waits', () => {
    const order = hearing(anOrder(['remark-present']), reserved());
    expect(countersOf(order).map((line) => line.reserved)).toEqual([2, 1]);
    expect(statusOf(order)).toBe('held');
  });

  it('asks for its cancellation when the deadline passes, not before', () => {
    const held = anOrder(['remark-present']);
    given(held)
      .when({ type: 'deadline-passed', at: after(HOLD_MS - 1) })
      .then();
    given(held)
      .when({ type: 'deadline-passed', at: after(HOLD_MS) })
      .then(cancelRequested(after(HOLD_MS), 'hold-expired'));
    given(anOrder(['awaiting-payment']))
      .when({ type: 'deadline-passed', at: after(PAYMENT_MS) })
      .then(cancelRequested(after(PAYMENT_MS), 'payment-expired'));
  });

  it('that was released lets its deadline pass', () => {
    const { order } = given(anOrder(['remark-present'])).when({ type: 'confirm', at: LATER });
    given(order)
      .when({ type: 'deadline-passed', at: after(HOLD_MS) })
      .then();
  });
});

describe('a payment', () => {
  const pay = (amount: number): OrderCommand => ({
    type: 'record-payment',
    at: LATER,
    amount,
    receivedAt: LATER,
  });
  const recorded = (amount: number, received: number, status: Payment['status']): OwnEvent => ({
    type: 'payment.recorded',
    at: LATER,
    data: { amount, received, status, receivedAt: LATER, method: undefined },
  });
  const differs = (reasons: HoldReason[]): OwnEvent => ({
    type: 'order.held',
    at: LATER,
    data: { reasons, deadline: new Date(Date.parse(LATER) + HOLD_MS).toISOString() },
  });

  it('of the total confirms the order', () => {
    const paying = given(anOrder(['awaiting-payment'])).when(pay(3000));
    paying.then(recorded(3000, 3000, 'paid'), confirmed(LATER));
    expect(paying.order.payment).toEqual({
      method: 'bank-transfer',
      status: 'paid',
      amount: 3000,
      receivedAt: LATER,
    });
  });

  it('of the total leaves the other reasons', () =>
    given(anOrder(['awaiting-payment', 'remark-present']))
      .when(pay(3000))
      .then(recorded(3000, 3000, 'paid'), differs(['remark-present'])));

  it('of too little is for a person', () =>
    given(anOrder(['awaiting-payment']))
      .when(pay(2999))
      .then(recorded(2999, 2999, 'awaiting'), differs(['payment-amount-differs'])));

  it('of too much is for a person', () =>
    given(anOrder(['awaiting-payment']))
      .when(pay(3001))
      .then(recorded(3001, 3001, 'paid'), differs(['payment-amount-differs'])));

  it('that makes up the rest confirms the order', () => {
    const { order } = given(anOrder(['awaiting-payment'])).when(pay(1000));
    given(order)
      .when(pay(500))
      .then(recorded(500, 1500, 'awaiting'));
    given(order)
      .when(pay(2000))
      .then(recorded(2000, 3000, 'paid'), confirmed(LATER));
  });

  it('for an order that is being cancelled is recorded and changes nothing else', () =>
    given(asked(anOrder(['awaiting-payment'])))
      .when(pay(3000))
      .then(recorded(3000, 3000, 'paid')));

  it('for a confirmed order is recorded and holds nothing back', () =>
    given(anOrder())
      .when(pay(10))
      .then(recorded(10, 3010, 'paid')));

  it('has a bound', () => given(anOrder()).when(pay(999_999_999)).isRejected('amount-out-of-range'));
});

describe('the cancelling conversation', () => {
  it('begins with a request', () =>
    given(anOrder())
      .when({ type: 'cancel', at: LATER, reason: 'buyer-asked' })
      .then(cancelRequested(LATER, 'buyer-asked')));

  it('is not begun twice', () => {
    const order = asked(anOrder());
    given(order).when({ type: 'cancel', at: LATER, reason: 'buyer-asked' }).then();
    expect(statusOf(order)).toBe('cancelling');
    given(order).when({ type: 'confirm', at: LATER }).isRejected('being-cancelled');
  });

  it('ends with every open unit cancelled when shipping voids', () => {
    const order = hearing(
      asked(anOrder()),
      reserved(),
      planned(),
      packed(),
      voided,
      heard('stock.released', { lines: all }),
    );
    expect(statusOf(order)).toBe('cancelled');
    expect(order.cancellation).toEqual({ state: 'done', reason: 'buyer-asked' });
    expect(order.parcels.map(({ status }) => status)).toEqual(['voided']);
    expect(countersOf(order)).toEqual([
      { lineId: '1', sku: 'MUG', ordered: 2, reserved: 0, packed: 0, shipped: 0, cancelled: 2, returned: 0 },
      { lineId: '2', sku: 'TEA', ordered: 1, reserved: 0, packed: 0, shipped: 0, cancelled: 1, returned: 0 },
    ]);
    given(order).when({ type: 'confirm', at: LATER }).isRejected('already-cancelled');
    given(order).when({ type: 'cancel', at: LATER, reason: 'buyer-asked' }).then();
  });

  it('states the cancellation once, with the reason that was asked for', () => {
    const first = follow(asked(anOrder()), voided, LATER);
    expect(first.own).toEqual([{ type: 'order.cancelled', at: LATER, data: { reason: 'buyer-asked' } }]);
    expect(follow(first.order, voided, LATER).own).toEqual([]);
  });

  it('goes on as before when shipping refuses', () => {
    const order = hearing(asked(anOrder()), reserved(), planned(), packed(), dispatched(), refused);
    expect(order.cancellation).toEqual({ state: 'refused', reason: 'buyer-asked' });
    expect(statusOf(order)).toBe('shipped');
    given(order).when({ type: 'cancel', at: LATER, reason: 'buyer-asked' }).then();
  });
});

describe('following the goods', () => {
  it('walks from stock to the door', () => {
    const steps: [HeardEvent, string][] = [
      [reserved([unit('1', 2)]), 'awaiting-stock'],
      [heard('stock.backordered', { lines: [unit('2', 1)] }), 'awaiting-stock'],
      [reserved([unit('2', 1)], [], 2), 'awaiting-packing'],
      [heard('planning.failed', { reason: 'fits-no-package', skus: ['MUG'] }), 'needs-decision'],
      [planned([unit('1', 2)]), 'awaiting-packing'],
      [planned([unit('2', 1)], OTHER_PARCEL), 'awaiting-packing'],
      [packed([unit('1', 2)]), 'awaiting-packing'],
      [packed([unit('2', 1)], OTHER_PARCEL), 'packed'],
      [dispatched([unit('1', 2)]), 'partly-shipped'],
      [dispatched([unit('2', 1)], OTHER_PARCEL), 'shipped'],
      [delivered(), 'shipped'],
      [delivered(OTHER_PARCEL), 'delivered'],
    ];
    steps.reduce((order, [event, status]) => {
      const next = hearing(order, event);
      expect([event.type, statusOf(next)]).toEqual([event.type, status]);
      return next;
    }, anOrder());
  });

  it('counts what was cut short as cancelled and sends the rest', () => {
    const order = hearing(
      anOrder([], { shortStock: 'cancel-short' }),
      reserved([unit('1', 1)], [unit('1', 1), unit('2', 1)]),
    );
    expect(countersOf(order)).toMatchObject([
      { reserved: 1, cancelled: 1 },
      { reserved: 0, cancelled: 1 },
    ]);
    expect(statusOf(order)).toBe('awaiting-packing');
  });

  it('asks for its cancellation when everything was cut short', () => {
    const { order, own } = follow(anOrder([], { shortStock: 'cancel-short' }), reserved([], all), LATER);
    expect(own).toEqual([
      { type: 'order.cancellation-requested', at: LATER, data: { reason: 'nothing-in-stock' } },
    ]);
    expect(statusOf(hearing(order, voided))).toBe('cancelled');
  });

  it('lets what is available go first when the order says so', () =>
    expect(statusOf(hearing(anOrder([], { shortStock: 'ship-available' }), reserved([unit('1', 2)])))).toBe(
      'awaiting-packing',
    ));

  it('hears a fact twice without harm', () => {
    const facts = [reserved(), planned(), packed(), dispatched(), delivered()];
    const once = hearing(anOrder(), ...facts);
    expect(hearing(anOrder(), ...facts.flatMap((fact) => [fact, fact]))).toEqual(once);
  });

  it('counts near misses', () => {
    const blocked = heard('scan.blocked', {
      parcelId: PARCEL,
      reason: 'unknown-barcode',
      scannedSku: null,
      at: LATER,
    });
    expect(hearing(anOrder(), blocked, blocked).nearMisses).toBe(2);
  });

  it('counts a stop at the scales and one at the cage among them, and its history tells what the scales said', () => {
    const stop = { orderId: 'o', parcelId: PARCEL, scannedSku: null, at: LATER };
    const weight = { grams: 900, expectedGrams: 820 };
    const [scales, cage] = [
      { ...stop, reason: 'wrong-weight' as const, weight },
      { ...stop, reason: 'wrong-carrier' as const },
    ];
    expect(hearing(anOrder(), heard('scan.blocked', scales), heard('scan.blocked', cage)).nearMisses).toBe(2);
    const { tell } = FOLLOWED['scan.blocked'];
    expect([tell(scales), tell(cage)]).toEqual([
      { parcelId: PARCEL, reason: 'wrong-weight', scannedSku: null, weight },
      { parcelId: PARCEL, reason: 'wrong-carrier', scannedSku: null },
    ]);
  });

  it('refuses a fact about a line or parcel the order does not have', () => {
    expect(() => hearing(anOrder(), reserved([unit('9', 1)]))).toThrow('no such line');
    expect(() => hearing(anOrder(), packed([unit('9', 1)]))).toThrow('no such line');
    expect(() => hearing(anOrder(), delivered())).toThrow('no such parcel');
  });
});

describe('amending', () => {
  const { contact, shipTo, delivery, money } = orderConfirmed.example;
  const amend = (total = 3000, changes: Amend['changes'] = ['ship-to']): Amend => ({
    type: 'amend',
    at: LATER,
    changes,
    wanted: {
      ...{ contact, shipTo, shipToAsked: shipTo, delivery, prefecture: 1, addressId: 'n'.repeat(64) },
      money: { ...money, total },
    },
  });
  const asked = (order = anOrder(), total = 3000) => given(order).when(amend(total)).order;
  const accepted = (amendment = 1, parcelIds: string[] = []) =>
    heard('amendment.accepted', { amendment, parcelIds });
  const tooLate = (amendment = 1) => heard('amendment.refused', { amendment, reason: 'already-labelled' });
  const cancel = { type: 'cancel', at: LATER, reason: 'buyer-asked' } as const;

  it('is asked with what it makes of the money', () => {
    const command = amend(3500);
    const terms = { amendment: 1, changes: ['ship-to'] as const, total: 3500, differenceYen: 500 };
    given(anOrder())
      .when(command)
      .then({ type: 'order.amendment-requested', at: LATER, data: { ...terms, wanted: command.wanted } });
    expect(asked(anOrder(), 3500)).toMatchObject({
      total: 3000,
      amendment: { state: 'requested', ...terms },
    });
  });

  it('of what is so already asks nothing', () => given(anOrder()).when(amend(3000, [])).then());

  it('changes the total when shipping says yes, and voids the parcels it names', () => {
    const { order, own } = follow(
      hearing(asked(anOrder(), 2500), reserved(), planned()),
      accepted(1, [PARCEL]),
      LATER,
    );
    expect(order).toMatchObject({ total: 2500, amendment: { state: 'accepted', differenceYen: -500 } });
    expect(order.parcels).toMatchObject([{ parcelId: PARCEL, status: 'voided' }]);
    expect(own).toMatchObject([{ type: 'order.amended', data: { amendment: 1, differenceYen: -500 } }]);
    expect(statusOf(order)).toBe('awaiting-packing');
    expect(statusOf(hearing(order, planned(all, OTHER_PARCEL), packed(all, OTHER_PARCEL)))).toBe('packed');
  });

  it('leaves all as it was when shipping says no', () => {
    const { order, own } = follow(asked(anOrder(), 3500), tooLate(), LATER);
    expect(order).toMatchObject({ total: 3000, amendment: { state: 'refused', reason: 'already-labelled' } });
    expect(own).toMatchObject([{ type: 'order.amendment-refused', data: { reason: 'already-labelled' } }]);
  });

  it('is one conversation at a time', () => {
    given(asked()).when(amend()).isRejected('being-amended');
    const again = asked(hearing(asked(), accepted()));
    expect(again.amendment).toMatchObject({ state: 'requested', amendment: 2 });
    expect(follow(again, accepted(1), LATER).own).toEqual([]);
    expect(follow(again, accepted(2), LATER).order.amendment).toMatchObject({ state: 'accepted' });
  });

  it('ends after as many as one order may have', () => {
    const often = Array.from({ length: AMENDMENTS_MAX }, (_, nth) => nth + 1).reduce(
      (order, nth) => hearing(asked(order), accepted(nth)),
      anOrder(),
    );
    expect(often.amendment).toMatchObject({ amendment: AMENDMENTS_MAX, state: 'accepted' });
    given(often).when(amend()).isRejected('amended-too-often');
  });

  it('of an order that is being cancelled or is cancelled is refused', () => {
    const cancelling = given(anOrder()).when(cancel).order;
    given(cancelling).when(amend()).isRejected('being-cancelled');
    given(hearing(cancelling, voided)).when(amend()).isRejected('already-cancelled');
  });

  it('loses against a cancellation: the later answer changes nothing', () => {
    const both = hearing(given(asked(anOrder(), 3500)).when(cancel).order, voided);
    for (const answer of [accepted(), tooLate()]) {
      const { order } = follow(both, answer, LATER);
      expect(order).toMatchObject({ total: 3000, amendment: { state: 'refused' } });
      expect(statusOf(order)).toBe('cancelled');
    }
    expect(follow(both, accepted(), LATER).own).toMatchObject([{ data: { reason: 'cancelled' } }]);
  });
});

describe('a parcel that was divided at the table', () => {
  const OTHER = PARCEL.replace(/.$/, 'f');

  it('goes on with what stays, beside the one that the rest went into', () => {
    const order = hearing(
      anOrder(),
      reserved(),
      planned(),
      divided([unit('1', 1)]),
      planned([unit('1', 1), unit('2', 1)], OTHER),
      packed([unit('1', 1)]),
      dispatched([unit('1', 1)]),
    );
    expect(order.parcels).toMatchObject([
      { parcelId: PARCEL, status: 'dispatched', lines: [unit('1', 1)] },
      { parcelId: OTHER, status: 'planned', lines: [unit('1', 1), unit('2', 1)] },
    ]);
    expect(statusOf(order)).toBe('partly-shipped');
  });

  it('names the service that carries it now, and gets nothing back from an earlier division that comes again', () => {
    const order = hearing(anOrder(), reserved(), planned(), divided([unit('1', 2)]), divided([unit('1', 1)]));
    expect(order.parcels).toMatchObject([{ carrier: 'sagawa', lines: [unit('1', 1)] }]);
    expect(hearing(order, divided([unit('1', 2)])).parcels).toEqual(order.parcels);
    expect(() => hearing(anOrder(), divided([unit('1', 1)]))).toThrow('no such parcel');
  });
});
