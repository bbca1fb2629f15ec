import { CARRIER_SERVICES } from '@okuru/carriers';
import { Pool } from 'pg';
import { untilAllQuiet } from '../all-quiet.js';
import { anOrder } from '../an-order.js';
import { openFloor, type PackingFloor } from '../console/packing-floor.js';
import { type BrokenLaw } from '../laws/law.js';
import { brokenLaws } from '../laws/broken-laws.js';
import type { BookedParcel, Books } from '../stations/truth.js';
import { GOODS, itemRows } from './goods.js';

export type Lines = Readonly<Record<string, number>>;

export interface Placed {
  readonly orderId: string;
  readonly reference: string;
  readonly lines: Lines;
}

/** A packing floor with the goods of one shift, the office beside it, and the books that nobody on the floor sees. */
export interface ShiftFloor {
  readonly floor: PackingFloor;
  /** The storefront's; with a service the buyer has asked for it. */
  order(reference: string, lines: Lines, service?: string): Promise<Placed>;
  /** The parcel of an order, once everything of it is reserved. */
  parcelOf(orderId: string): Promise<any>;
  onHand(sku: string): Promise<number>;
  /** Of all services from now on. */
  printFirst(): Promise<void>;
  cancel(orderId: string): Promise<void>;
  books(): Promise<Books>;
  /** Waybills that were given and must not be used. */
  voidWaybills(): Promise<string[]>;
  /** Of the ledger: on hand and what became of the units that came in. */
  ledger(): Promise<Record<string, { onHand: number; received: number; left: number; lost: number }>>;
  brokenLaws(orders: readonly Placed[], cameIn: Lines): Promise<BrokenLaw[]>;
  close(): Promise<void>;
}

const PARCELS = `
  SELECT p.parcel_id AS "parcelId", p.status, o.status = 'cancelled' AS "orderCancelled", p.tracking_number AS "trackingNumber",
    (SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity, 'scanned', l.scanned))
     FROM okuru_shipping.parcel_line l WHERE l.parcel_id = p.parcel_id) AS lines
  FROM okuru_shipping.parcel p JOIN okuru_order.orders o USING (order_id)`;
const BLOCKED = 'SELECT reason, count(*)::int AS count FROM okuru_shipping.blocked_scan GROUP BY reason';
const LEDGER = `
  SELECT s.sku, s.on_hand AS "onHand",
    coalesce(sum(change) FILTER (WHERE kind = 'received'), 0)::int AS received,
    coalesce(-sum(change) FILTER (WHERE kind = 'shipped'), 0)::int AS left,
    coalesce(-sum(change) FILTER (WHERE kind = 'adjusted'), 0)::int AS lost
  FROM okuru_inventory.stock s LEFT JOIN okuru_inventory.movement m USING (sku) WHERE s.sku = ANY ($1)
  GROUP BY s.sku, s.on_hand`;

export const openShiftFloor = async (chromium: string): Promise<ShiftFloor> => {
  const floor = await openFloor(chromium);
  const { shop } = floor;
  const database = new Pool({ connectionString: shop.databaseUrl, max: 2, application_name: 'shift' });
  const done = async (answer: ReturnType<typeof shop.call>) => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(JSON.stringify(body));
    return body;
  };
  const { catalogueVersion } = await done(shop.call('ops', 'POST', '/v1/items/import', itemRows()));
  await shop.until(
    () => shop.call('ops', 'GET', '/v1/catalogue'),
    (heard) => heard.body.catalogueVersion >= catalogueVersion,
  );
  const quiet = () => untilAllQuiet(shop, database);
  return {
    floor,
    order: async (reference, lines, service) => {
      const goods = Object.entries(lines).map(([sku, quantity]) => ({
        sku,
        quantity,
        unitPrice: 1_200,
        taxRate: 10,
      }));
      const delivery = service ? { delivery: { mode: 'named-service', service } } : {};
      const body = anOrder({ reference, sku: '', units: 0 }, { lines: goods, ...delivery });
      const key = { 'idempotency-key': reference };
      const { orderId } = await done(shop.call('storefront', 'POST', '/v1/orders', body, key));
      return { orderId, reference, lines };
    },
    parcelOf: async (orderId) => {
      const planned = await shop.until(
        () => shop.call('ops', 'GET', `/v1/orders/${orderId}`),
        ({ body }) => body.parcels?.length > 0,
      );
      return floor.shown(planned.body.parcels[0].parcelId);
    },
    onHand: async (sku) => (await done(shop.call('warehouse', 'GET', `/v1/stock/${sku}`))).onHand,
    printFirst: async () => {
      const services = CARRIER_SERVICES.map(({ carrier, service }) => ({
        ...{ carrier, service, inUse: true, labelMode: 'before-check' },
      }));
      await done(shop.call('ops', 'PUT', '/v1/carrier-settings', { services }));
    },
    cancel: async (orderId) => {
      await done(shop.call('ops', 'POST', `/v1/orders/${orderId}/cancel`, {}));
      await shop.until(
        () => shop.call('ops', 'GET', `/v1/orders/${orderId}`),
        ({ body }) => body.status === 'cancelled',
      );
    },
    books: async () => {
      await quiet();
      const { rows: parcels } = await database.query<BookedParcel>(PARCELS);
      const { rows: blocked } = await database.query<{ reason: string; count: number }>(BLOCKED);
      return { parcels, blocked: Object.fromEntries(blocked.map(({ reason, count }) => [reason, count])) };
    },
    voidWaybills: async () => {
      const { rows } = await database.query<{ waybill: string }>(
        'SELECT tracking_number AS waybill FROM okuru_shipping.void_waybill ORDER BY 1',
      );
      return rows.map(({ waybill }) => waybill);
    },
    ledger: async () => {
      const { rows } = await database.query(LEDGER, [GOODS.map(({ sku }) => sku)]);
      return Object.fromEntries(rows.map(({ sku, ...figures }) => [sku, figures]));
    },
    brokenLaws: async (orders, cameIn) => {
      const ended = orders.flatMap(({ orderId, lines }) =>
        Object.entries(lines).map(([sku, units]) => ({ orderId, sku, goods: cameIn[sku] ?? 0, units })),
      );
      // Letters leave a moment after the facts they tell of.
      return shop
        .until(
          () => brokenLaws(database, ended),
          (broken) => broken.length === 0,
        )
        .catch(() => brokenLaws(database, ended));
    },
    close: async () => {
      await database.end();
      await floor.close();
    },
  };
};
