import { type Heard, Hears, type Transaction } from '@okuru/platform';
import { Controller } from '@nestjs/common';
import { ReservationStore } from '../reservation/reservation.store.js';
import { MovementStore } from '../stock-ledger/movement.store.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { LotLedger } from '../lots/lot-ledger.store.js';
import { issue, shipmentKey, type ShippedLine } from './issue.js';
import { shipments } from './lots-of-lines.js';

type Dispatched = Heard<'parcel.dispatched'>;

/** Parcels have left: their units are no longer ours, and the ledger says in which parcel they went. */
@Controller()
export class IssueStock {
  constructor(
    private readonly stock: StockStore,
    private readonly reservations: ReservationStore,
    private readonly movements: MovementStore,
    private readonly lots: LotLedger,
  ) {}

  @Hears('inventory', 'parcel.dispatched', { batch: true })
  async issue(events: Dispatched[], tx: Transaction): Promise<void> {
    const dispatched = oncePerParcel(events);
    const shipped = dispatched.flatMap(shippedLines);
    const locked = await this.stock.lock(
      tx,
      shipped.map((line) => line.sku),
    );
    const orders = await this.reservations.linesByOrder(tx, [
      ...new Set(shipped.map((line) => line.orderId)),
    ]);
    const inLedger = await this.movements.shipmentsIn(tx, [...new Set(shipped.map((line) => line.parcelId))]);
    const issued = issue(shipped, [...orders.values()].flat(), new Set(inLedger.map(shipmentKey)));
    if (issued.length === 0) return;

    await this.reservations.issue(
      tx,
      issued.map(({ orderId, lineId, quantity }) => ({ orderId, lineId, units: quantity })),
    );
    const left = shipments(
      issued,
      dispatched.map(({ data }) => data),
    );
    await this.movements.record(tx, await this.lots.settle(tx, locked, left));
    await this.stock.change(
      tx,
      issued.map(({ sku, quantity }) => ({ sku, onHand: -quantity, reserved: -quantity })),
    );
  }
}

/** What left in a parcel for an order is stated once; whatever repeats it says the same. */
const oncePerParcel = (events: readonly Dispatched[]): Dispatched[] => [
  ...new Map(events.map((event) => [`${event.data.parcelId} ${event.data.orderId}`, event])).values(),
];

const shippedLines = ({ data: { orderId, parcelId, lines } }: Dispatched): ShippedLine[] =>
  lines.map((line) => ({ parcelId, orderId, ...line }));
