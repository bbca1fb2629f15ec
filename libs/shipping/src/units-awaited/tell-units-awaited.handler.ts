import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, fact, factId, Timers, type DueTimer, type Transaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { PickUpsNow } from '../pick-ups/pick-ups-now.store.js';
import { deliveryOf } from '../plan-parcels/delivery.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { UnitsAwaitedTable, type AwaitingOrder } from './units-awaited.store.js';
import { lastPickUpInTime, whenToTell } from './when-to-tell.js';

/** Its key is the order id. */
export const UNITS_AWAITED_TIMER = 'units-awaited';

interface Payload {
  readonly because: 'promised-day' | 'long-wait';
}

/**
 * A buyer is told once per order that units are awaited: when the promised day can no longer be kept, or after a day
 * of waiting. Units that are there at once, or come before, bring no letter.
 */
@Injectable()
export class TellUnitsAwaited implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly shipments: ShipmentStore,
    private readonly carriers: CarriersNow,
    private readonly pickUps: PickUpsNow,
    private readonly table: UnitsAwaitedTable,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timers.onDue<Payload>(UNITS_AWAITED_TIMER, (due, tx) => this.tell(due, tx));
  }

  /** The orders are locked; what was heard is written. */
  async plan(tx: Transaction, orderIds: readonly string[]): Promise<void> {
    const awaiting = await this.table.awaiting(tx, orderIds);
    if (awaiting.length === 0) return;
    const confirmed = await this.shipments.confirmedOf(tx, orderIds);
    for (const waits of awaiting) {
      const { orderId: key, since } = waits;
      const { at, because } = whenToTell(since, await this.lastChance(tx, waits, confirmed.get(key)));
      await this.timers.schedule(tx, [{ kind: UNITS_AWAITED_TIMER, key, dueAt: at, payload: { because } }]);
    }
  }

  /** Timers of orders whose units came meanwhile, or that were cancelled, find nothing to do. */
  async tell(due: readonly DueTimer<Payload>[], tx: Transaction): Promise<void> {
    const timers = new Map(due.map((one) => [one.key, one]));
    await this.shipments.lock(tx, [...timers.keys()]);
    const awaiting = await this.table.awaiting(tx, [...timers.keys()]);
    const confirmed = await this.shipments.confirmedOf(tx, [...timers.keys()]);
    const now = this.clock.now();
    for (const { orderId, lines, since } of awaiting) {
      const { dueAt, payload } = timers.get(orderId)!;
      tx.publish(
        fact(
          'units.awaited',
          {
            orderId,
            lines: [...lines],
            since: since.toISOString(),
            promisedOn: confirmed.get(orderId)?.delivery.date ?? null,
            because: payload.because,
            at: (dueAt > now ? dueAt : now).toISOString(),
          },
          factId('units.awaited', orderId),
        ),
      );
    }
    await this.table.told(
      tx,
      awaiting.map(({ orderId }) => orderId),
      now,
    );
  }

  /** When the last pick-up in time for the promise ends; null: it is over; undefined: nothing is promised, or nobody knows. */
  private async lastChance(
    tx: Transaction,
    { carrier, service, lines, temperature }: AwaitingOrder,
    order: ConfirmedOrder | undefined,
  ): Promise<Date | null | undefined> {
    const promisedOn = order?.delivery.date;
    if (!order || promisedOn === undefined || carrier === null) return undefined;
    const { services, tariffs, calendar } = await this.carriers.read(tx);
    const isIts = (one: { carrier: string; service: string }) =>
      one.carrier === carrier && one.service === service;
    const own = services.find(isIts);
    const first = (await this.pickUps.read(tx)).find(isIts)?.nextDay;
    if (!own || !first) return undefined;
    const demand = deliveryOf(order, { temperature, lines }, { shipOn: first, readyAt: '00:00' });
    const day = lastPickUpInTime(first, promisedOn, own, tariffs, demand, calendar);
    return typeof day === 'string' ? this.table.endOf(tx, day, own.cutOff) : day;
  }
}
