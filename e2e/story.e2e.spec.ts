import { randomUUID } from 'node:crypto';
import { configureLogging } from '@okuru/platform';
import { Pool } from 'pg';
import { everyRow } from './support/every-row.js';
import { hasHeardAll } from './support/heard-all.js';
import { RecordingLog } from './support/recording-log.js';
import { barcodeOf, startShop, type TestShop } from './support/shop.js';

/** Words that stand in no file of ours: wherever they turn up, somebody let them out. */
const BUYER = {
  name: '金糸雀 瑠璃',
  kana: 'カナリヤ ルリ',
  email: 'canary-7f3a@example.com',
  phone: '090-5550-7319',
  street: '囀町7-3-19',
  building: '籠ハイツ 204',
};
/** The trial mailbox is the buyer's post: it has to hold the letter as it was sent. */
const MAY_HOLD_LETTERS = 'okuru_notification.mailbox_mail';

const TRACE_OF_ORDER = '5b8aa5a2d2c872e8321cf37308d69df2';
const TRACE_OF_HAND_OVER = '0af7651916cd43dd8448eb211c80319c';
const traceparent = (trace: string): string => `00-${trace}-b7ad6b7169203331-01`;

describe('an order from the shop to the van', () => {
  const lines: string[] = [];
  const log = new RecordingLog();
  let shop: TestShop;
  let database: Pool;
  let orderId: string;
  let parcelId: string;
  let trackingNumber: string;

  beforeAll(async () => {
    const to = { write: (line: string) => void lines.push(line) };
    configureLogging({ level: 'trace', to });
    shop = await startShop({ eventLog: log });
    configureLogging({ level: 'trace' });
    database = new Pool({ connectionString: shop.databaseUrl, max: 2 });
    await shop.stock({ 'MUG-WHITE': 10, 'MUG-BLUE': 10 });
  });
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
    configureLogging({ level: 'silent' });
  });

  const order = async () => (await shop.call('storefront', 'GET', `/v1/orders/${orderId}`)).body;
  const orderIs = (status: string) => shop.until(order, (seen) => seen.status === status);
  const atTable = (step: string, more: object = {}) =>
    shop.call('warehouse', 'POST', `/v1/parcels/${parcelId}/${step}`, { opId: randomUUID(), ...more });
  const traceOf = async (type: string): Promise<string[]> => {
    const { rows } = await database.query<{ traceparent: string }>(
      `SELECT traceparent FROM (SELECT * FROM okuru_order.event UNION ALL SELECT * FROM okuru_inventory.event
         UNION ALL SELECT * FROM okuru_shipping.event) AS stated WHERE key = $1 AND type = $2`,
      [`order:${orderId}`, type],
    );
    return rows.map((row) => row.traceparent.split('-')[1] ?? '');
  };

  it('the storefront places it', async () => {
    const placed = await shop.call(
      'storefront',
      'POST',
      '/v1/orders',
      {
        reference: 'A-1001',
        lines: [{ sku: 'MUG-WHITE', quantity: 2, unitPrice: 1500 }],
        contact: { name: BUYER.name, kana: BUYER.kana, email: BUYER.email, phone: BUYER.phone },
        shipTo: {
          name: BUYER.name,
          postalCode: '100-0001',
          prefecture: '東京都',
          city: '千代田区',
          street: BUYER.street,
          building: BUYER.building,
        },
        money: { charges: [{ kind: 'postage', amount: 600 }], total: 3600 },
      },
      { 'idempotency-key': 'A-1001', traceparent: traceparent(TRACE_OF_ORDER) },
    );
    expect(placed).toMatchObject({ status: 201, body: { reference: 'A-1001', channel: 'web', total: 3600 } });
    orderId = placed.body.orderId;
  });

  it('its goods are set aside and its parcel is planned', async () => {
    const planned = await shop.until(order, (seen) => seen.parcels.length > 0 && seen.lines[0].reserved > 0);
    expect(planned).toMatchObject({
      status: 'awaiting-packing',
      statusJa: '梱包待ち',
      lines: [{ sku: 'MUG-WHITE', ordered: 2, reserved: 2, shipped: 0 }],
      parcels: [{ status: 'planned' }],
    });
    const stock = await shop.call('ops', 'GET', '/v1/stock/MUG-WHITE');
    expect(stock.body).toMatchObject({ onHand: 10, reserved: 2, free: 8 });
    parcelId = planned.parcels[0].parcelId;
  });

  it('a wrong mug is refused at the packing table', async () => {
    await shop.until(
      () => hasHeardAll(log, 'shipping'),
      (all) => all,
    );
    await atTable('start');
    const blocked = await atTable('scans', { barcode: barcodeOf(1) });
    expect(blocked).toMatchObject({
      status: 409,
      body: { code: 'scan-blocked', reason: 'not-in-this-parcel', scanned: { sku: 'MUG-BLUE' } },
    });
    expect(await atTable('close')).toMatchObject({ status: 409, body: { reason: 'not-complete' } });
  });

  it('the right ones are proven one by one, weighed, labelled and closed', async () => {
    const barcode = barcodeOf(0);
    expect((await atTable('scans', { barcode })).body).toMatchObject({ scanned: 1, parcelComplete: false });
    expect((await atTable('scans', { barcode })).body).toMatchObject({ scanned: 2, parcelComplete: true });
    expect(await atTable('scans', { barcode })).toMatchObject({
      status: 409,
      body: { reason: 'already-complete' },
    });
    const shown = await shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}`);
    expect((await atTable('weight', { grams: shown.body.expectedWeightGrams + 10 })).status).toBe(200);
    const label = await atTable('label');
    expect(label.body.shipTo.lines.join()).toContain(BUYER.street);
    trackingNumber = label.body.trackingNumber;
    expect((await atTable('close', { waybill: trackingNumber })).status).toBe(200);
    expect(await orderIs('packed')).toMatchObject({ lines: [{ packed: 2 }] });
  });

  it('the carrier takes it, and the order shows so', async () => {
    const handedOver = await shop.call(
      'warehouse',
      'POST',
      '/v1/hand-overs',
      { opId: randomUUID(), waybill: trackingNumber },
      { traceparent: traceparent(TRACE_OF_HAND_OVER) },
    );
    expect(handedOver).toMatchObject({ status: 200, body: { orderId, parcelId, status: 'dispatched' } });
    const shipped = await shop.until(order, (seen) => seen.status === 'shipped' && seen.letters.length === 2);
    expect(shipped).toMatchObject({
      statusJa: '出荷済み',
      nearMisses: 3,
      lines: [{ ordered: 2, reserved: 0, packed: 0, shipped: 2, cancelled: 0 }],
      parcels: [{ parcelId, status: 'dispatched', trackingNumber }],
    });
    await shop.until(
      () => shop.call('ops', 'GET', '/v1/stock/MUG-WHITE'),
      ({ body }) => body.onHand === 8 && body.reserved === 0,
    );
  });

  it('the buyer was written to twice', async () => {
    const { body } = await shop.call('ops', 'GET', `/v1/letters?orderId=${orderId}`);
    expect(
      body.letters.map((letter: { kind: string; state: string }) => [letter.kind, letter.state]),
    ).toEqual([
      ['confirmed', 'sent'],
      ['dispatched', 'sent'],
    ]);
    const mailbox = await shop.call('ops', 'GET', '/mailbox');
    expect(mailbox.body).toContain(BUYER.name);
    expect((await order()).letters.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'confirmed',
      'dispatched',
    ]);
  });

  it('its history is complete and nobody touched it', async () => {
    const { body } = await shop.call('ops', 'GET', `/v1/orders/${orderId}/history`);
    expect(body).toMatchObject({ intact: true, next: null });
    expect(body.entries.map(({ what }: { what: string }) => what).sort()).toEqual(
      [
        'order.placed',
        'order.confirmed',
        'stock.reserved',
        'parcels.planned',
        'scan.blocked',
        'scan.blocked',
        'scan.blocked',
        'parcel.packed',
        'parcel.dispatched',
        'letter.sent',
        'letter.sent',
      ].sort(),
    );
  });

  it('the trace of each request reaches the last fact it led to', async () => {
    for (const type of ['order.placed', 'order.confirmed', 'stock.reserved', 'parcels.planned']) {
      expect([type, await traceOf(type)]).toEqual([type, [TRACE_OF_ORDER]]);
    }
    expect(await traceOf('parcel.dispatched')).toEqual([TRACE_OF_HAND_OVER]);
  });

  it('who the buyer is stands nowhere in the clear: no table, no event, no log line', async () => {
    const tables = await everyRow(database);
    expect([...tables.keys()]).toEqual(
      expect.arrayContaining(['okuru_order.event', 'okuru_shipping.shipment', MAY_HOLD_LETTERS]),
    );
    const leaks = Object.entries(BUYER).flatMap(([field, value]) => [
      ...[...tables].filter(([, rows]) => rows.includes(value)).map(([place]) => `${field} in ${place}`),
      ...log.travelled.filter((record) => record.includes(value)).map(() => `${field} in the event log`),
      ...lines.filter((line) => line.includes(value)).map((line) => `${field} in the log line ${line}`),
    ]);
    // The same search finds them where they belong: it is not blind.
    const inLetters = (leak: string): boolean => leak.endsWith(MAY_HOLD_LETTERS);
    expect(leaks.filter(inLetters).map((leak) => leak.split(' ')[0])).toEqual(
      expect.arrayContaining(['name', 'email', 'street']),
    );
    expect(leaks.filter((leak) => !inLetters(leak))).toEqual([]);
    expect(log.travelled.length).toBeGreaterThan(10);
    expect(lines.length).toBeGreaterThan(10);
  });
});
