import { orderConfirmed } from '@okuru/contracts';
import fc from 'fast-check';
import { follow } from '../follow-order/follow.js';
import { countersOf } from './counters.js';
import { openOrder } from './open-order.js';
import { decide, evolve, isRejection, type OrderCommand } from './order.js';
import type { Order } from './order-state.js';
import { isNoted, type HeardEvent } from './followed.js';
import { statusOf } from './status.js';

/**
 * A world in which inventory, shipping and notification do what they really do, each stating its facts to a topic of
 * its own. Order may hear the topics woven together in any way.
 */
const AT = '2026-01-15T00:00:00.000Z';
const ORDER_ID = '01930f3e-7a00-7000-8000-000000000001';
const parcelId = (nth: number) => `01930f3e-7a00-7000-8000-0000000000${String(nth + 10)}`;

type Unit = { lineId: string; sku: string; quantity: number };
type Ask = 'cancel' | 'amend';
interface World {
  readonly order: Order;
  /** What order itself does; its place among the facts is free, as long as the answer comes after it. */
  readonly asks: readonly Ask[];
  readonly inventory: readonly HeardEvent[];
  readonly shipping: readonly HeardEvent[];
  readonly letters: readonly HeardEvent[];
}

const fact = (type: HeardEvent['type'], data: object): HeardEvent =>
  ({ type, at: AT, data: { orderId: ORDER_ID, ...data } }) as HeardEvent;
const some = (units: Unit[]): Unit[] => units.filter(({ quantity }) => quantity > 0);

const worlds: fc.Arbitrary<World> = fc
  .record({
    quantities: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
    /** Share of each line in stock at first. */
    inStock: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    shortStock: fc.constantFrom('ship-complete', 'ship-available', 'cancel-short'),
    backorderServed: fc.boolean(),
    /** How far shipping comes with each parcel: planned, packed, dispatched, delivered. */
    progress: fc.integer({ min: 0, max: 3 }),
    cancelled: fc.boolean(),
    nearMisses: fc.integer({ min: 0, max: 2 }),
    held: fc.boolean(),
    /** Asked before all else; shipping answers before its first label, or refuses after it. */
    amended: fc.constantFrom('no', 'in time', 'too late'),
    /** A unit of the first parcel turns out missing: another is there at once, comes later, or never. */
    missing: fc.constantFrom('no', 'there', 'later', 'never'),
    /** The box of each parcel does not take all of it. */
    split: fc.boolean(),
  })
  .map((plan) => {
    const shortStock = plan.shortStock;
    const lines = plan.quantities.map((quantity, index) => ({
      lineId: String(index + 1),
      sku: `S${index % 2}`,
      quantity,
    }));
    const holds = plan.held ? (['remark-present'] as const) : [];
    const payment = { method: 'prepaid', status: 'paid', amount: 100, receivedAt: AT } as const;
    const { order } = openOrder({ orderId: ORDER_ID, shortStock, total: 100, payment, lines }, holds, AT);

    const first = lines.map((line, index) => ({
      ...line,
      quantity: Math.min(line.quantity, plan.inStock[index] ?? 0),
    }));
    const short = lines.map((line, index) => ({ ...line, quantity: line.quantity - first[index]!.quantity }));
    const isShort = some(short).length > 0;
    const cut = shortStock === 'cancel-short';
    const inventory: HeardEvent[] = [
      fact('stock.reserved', {
        reservation: 1,
        lines: some(first),
        outstanding: cut ? [] : some(short),
        cancelled: cut ? some(short) : [],
      }),
    ];
    if (isShort && !cut) inventory.push(fact('stock.backordered', { lines: some(short) }));
    const served = isShort && !cut && plan.backorderServed;
    if (served)
      inventory.push(
        fact('stock.reserved', { reservation: 2, lines: some(short), outstanding: [], cancelled: [] }),
      );

    const rounds = [some(first), served ? some(short) : []].filter((round) => round.length > 0);
    const sendable =
      shortStock === 'ship-available' || cut ? rounds : !isShort || served ? [[...rounds.flat()]] : [];
    const parcels = plan.held ? [] : sendable.filter((round) => round.length > 0);
    const shipping: HeardEvent[] = [];
    const missing = plan.missing === 'no' || parcels.length === 0 ? [] : parcels[0]!.slice(0, 1);
    const one = missing.map((line) => ({ ...line, quantity: 1, outstanding: 0 }));
    const waits = plan.missing === 'later' || plan.missing === 'never';
    const lost = plan.missing === 'never' && one.length > 0;
    if (one.length > 0 && waits) inventory.push(fact('stock.replacement-awaited', { lines: one }));
    if (one.length > 0 && !lost)
      inventory.push(fact('stock.replaced', { lines: one, awaitedSince: waits ? AT : null }));
    const shippedFrom = lost ? 0 : plan.progress;
    const labelled = shippedFrom >= 1 && parcels.length > 0;
    // An order that asks for its own cancellation may refuse to be amended before.
    const nothing = cut && some(first).length === 0;
    const amended = plan.amended !== 'no' && !nothing;
    const inTime = amended && !(plan.amended === 'too late' && labelled);
    if (inTime) {
      const before = parcels.map((round, nth) => ({ round, id: parcelId(nth + 50) }));
      shipping.push(
        ...before.map(({ round, id }) =>
          fact('parcels.planned', {
            parcels: [
              {
                parcelId: id,
                lines: round,
                packageCode: null,
                carrier: null,
                service: null,
                plannedYen: null,
              },
            ],
          }),
        ),
        fact('amendment.accepted', { amendment: 1, parcelIds: before.map(({ id }) => id) }),
      );
    }
    parcels.forEach((round, nth) => {
      const id = parcelId(nth);
      shipping.push(
        fact('parcels.planned', {
          parcels: [
            { parcelId: id, lines: round, packageCode: null, carrier: null, service: null, plannedYen: null },
          ],
        }),
      );
      const short = nth === 0 ? missing.map((line) => ({ ...line, quantity: 1 })) : [];
      const report = { parcelId: id, reportId: ORDER_ID, cause: 'damaged' };
      if (short.length > 0) shipping.push(fact('parcel.shortage-reported', { ...report, lines: short }));
      for (let miss = 0; miss < plan.nearMisses; miss += 1)
        shipping.push(
          fact('scan.blocked', { parcelId: id, reason: 'unknown-barcode', scannedSku: null, at: AT }),
        );
      const boxes = plan.split ? divided(round, id, parcelId(nth + 70)) : [{ parcelId: id, lines: round }];
      const chosen = { packageCode: 'C60', carrier: 'yamato', service: 'takkyubin', plannedYen: 900 };
      if (boxes.length > 1)
        shipping.push(
          fact('parcel.split', { ...boxes[0], ...chosen, at: AT }),
          fact('parcels.planned', { parcels: boxes.slice(1).map((box) => ({ ...box, ...chosen })) }),
        );
      for (const box of boxes) {
        if (shippedFrom >= 1) shipping.push(fact('parcel.packed', box));
        if (shippedFrom >= 2) {
          shipping.push(
            fact('parcel.dispatched', {
              ...box,
              carrier: 'yamato',
              service: 'takkyubin',
              trackingNumber: '1',
              dispatchedAt: AT,
            }),
          );
        }
        if (shippedFrom >= 3)
          shipping.push(fact('parcel.delivered', { parcelId: box.parcelId, deliveredAt: AT }));
      }
    });
    if (amended && !inTime)
      shipping.push(fact('amendment.refused', { amendment: 1, reason: 'already-labelled' }));
    const left = shippedFrom >= 2 && parcels.length > 0;
    if (plan.cancelled || nothing) {
      if (left) shipping.push(fact('cancellation.refused', { reason: 'already-dispatched' }));
      else {
        shipping.push(fact('parcels.voided', { parcelIds: parcels.map((_, nth) => parcelId(nth)) }));
        const held = (served ? lines : first).map((line) => ({
          ...line,
          quantity: line.quantity - (lost && line.lineId === one[0]?.lineId ? 1 : 0),
        }));
        inventory.push(fact('stock.released', { lines: some(held) }));
      }
    }
    const letters = [fact('letter.sent', { kind: 'confirmed', messageId: '<1@shop>', sentAt: AT })];
    const asks: Ask[] = [
      ...(amended ? (['amend'] as const) : []),
      ...(plan.cancelled ? (['cancel'] as const) : []),
    ];
    return { order, asks, inventory, shipping, letters } satisfies World;
  });

/** One unit stays, or one line; a single unit is not divided. */
const divided = (lines: readonly Unit[], parcelId: string, other: string) => {
  const [first, ...rest] = lines;
  if (!first || (first.quantity === 1 && rest.length === 0)) return [{ parcelId, lines }];
  const goes = [{ ...first, quantity: first.quantity - 1 }, ...rest].filter(({ quantity }) => quantity > 0);
  return [
    { parcelId, lines: [{ ...first, quantity: 1 }] },
    { parcelId: other, lines: goes },
  ];
};

/** What answers of shipping cannot come before. */
const ASKED_BY: Readonly<Record<string, Ask>> = {
  'parcels.voided': 'cancel',
  'cancellation.refused': 'cancel',
  'amendment.accepted': 'amend',
  'amendment.refused': 'amend',
};
const isAsk = (step: HeardEvent | Ask): step is Ask => typeof step === 'string';

/** One way of weaving the streams together, chosen by the given numbers; each stream keeps its own order. */
const weave = (
  { asks, inventory, shipping, letters }: World,
  choices: readonly number[],
): (HeardEvent | Ask)[] => {
  const streams: (HeardEvent | Ask)[][] = [[...asks], [...inventory], [...shipping], [...letters]];
  const woven: (HeardEvent | Ask)[] = [];
  for (let turn = 0; ; turn += 1) {
    const open = streams.filter(
      (stream, index) => stream.length > 0 && !(index === 2 && waitsForAsk(stream[0]!, asks, woven)),
    );
    if (open.length === 0) return woven;
    woven.push(open[(choices[turn % choices.length] ?? 0) % open.length]!.shift()!);
  }
};
const waitsForAsk = (
  next: HeardEvent | Ask,
  asks: readonly Ask[],
  woven: readonly (HeardEvent | Ask)[],
): boolean => {
  const ask = isAsk(next) ? undefined : ASKED_BY[next.type];
  if (ask === undefined) return false;
  // An order with nothing in stock asks for its own cancellation when it hears that.
  return asks.includes(ask)
    ? !woven.includes(ask)
    : !woven.some((step) => !isAsk(step) && step.type === 'stock.reserved');
};

const { contact, shipTo, delivery, money } = orderConfirmed.example;
const COMMANDS: Readonly<Record<Ask, OrderCommand>> = {
  cancel: { type: 'cancel', at: AT, reason: 'buyer-asked' },
  amend: {
    type: 'amend',
    at: AT,
    changes: ['ship-to', 'charges'],
    wanted: {
      ...{ contact, shipTo, shipToAsked: shipTo, delivery, prefecture: 1, addressId: 'n'.repeat(64) },
      money: { ...money, total: 150 },
    },
  },
};

const live = (order: Order, step: HeardEvent | Ask): Order => {
  if (!isAsk(step)) return follow(order, step, AT).order;
  const decided = decide(order, COMMANDS[step]);
  return isRejection(decided) ? order : decided.reduce<Order>(evolve, order);
};

/** Plain comparisons: Jest's `expect` a few hundred thousand times would take a minute. */
const assertConsistent = (order: Order): void => {
  for (const line of countersOf(order)) {
    const { ordered, reserved, packed, shipped, cancelled, returned } = line;
    const none = Math.min(reserved, packed, shipped, cancelled, returned) >= 0;
    const fits = packed <= reserved && reserved + shipped <= ordered && shipped + cancelled <= ordered;
    if (!none || !fits) throw new Error(`counters do not add up: ${JSON.stringify(line)}`);
  }
};

const comparable = (order: Order) => ({
  lines: countersOf(order),
  heard: order.lines,
  status: statusOf(order),
  cancellation: order.cancellation.state,
  total: order.total,
  parcels: order.parcels,
  nearMisses: order.nearMisses,
});

describe('an order that hears its topics woven together in any way', () => {
  const weaving = fc.tuple(worlds, fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }));

  it('keeps its counters right at every step and ends the same', () => {
    fc.assert(
      fc.property(weaving, ([world, choices]) => {
        const straight = weave(world, [0]).reduce(live, world.order);
        const woven = weave(world, choices).reduce((order, step) => {
          const next = live(order, step);
          assertConsistent(next);
          return next;
        }, world.order);
        expect(JSON.stringify(comparable(woven))).toBe(JSON.stringify(comparable(straight)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the very same after what is only noted, and nothing follows from that', () => {
    let noted = 0;
    fc.assert(
      fc.property(weaving, ([world, choices]) => {
        weave(world, choices).reduce((order, step) => {
          if (!isAsk(step) && isNoted(step)) {
            noted += 1;
            const { order: after, own } = follow(order, step, AT);
            if (after !== order || own.length > 0) throw new Error(`${step.type} changes the order`);
          }
          return live(order, step);
        }, world.order);
      }),
      { numRuns: 500 },
    );
    expect(noted).toBeGreaterThan(100);
  });

  it('accounts for every unit once all is heard', () => {
    fc.assert(
      fc.property(weaving, ([world, choices]) => {
        const end = weave(world, choices).reduce(live, world.order);
        const inventory = end.lines.map((line) => line.setAside);
        countersOf(end).forEach((line, index) => {
          if (end.cancellation.state === 'done')
            expect(line).toMatchObject({ reserved: 0, packed: 0, cancelled: line.ordered - line.shipped });
          else expect(line.reserved).toBe(inventory[index]! - line.shipped);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  /** Counted as often as the pure order hears them; the history keeps a repeat from it. */
  const countsEach = (step: HeardEvent | Ask): boolean =>
    !isAsk(step) && (step.type === 'stock.replaced' || step.type === 'stock.replacement-awaited');

  it('takes no harm from facts that come again, at once or after later ones, near misses and replacements aside', () => {
    fc.assert(
      fc.property(
        weaving,
        fc.array(fc.nat(30), { minLength: 30, maxLength: 30 }),
        ([world, choices], repeats) => {
          const steps = weave(world, choices);
          const again = (nth: number) => steps[(repeats[nth % repeats.length] ?? 0) % (nth + 1)]!;
          const once = steps.reduce(live, world.order);
          const more = steps
            .flatMap((step, nth) => [step, ...(countsEach(again(nth)) ? [] : [again(nth)])])
            .reduce(live, world.order);
          expect(JSON.stringify({ ...comparable(more), nearMisses: 0 })).toBe(
            JSON.stringify({ ...comparable(once), nearMisses: 0 }),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
