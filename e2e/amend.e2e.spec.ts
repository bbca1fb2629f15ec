import { randomUUID } from 'node:crypto';
import { anOrder } from './support/an-order.js';
import { Crew } from './support/crew.js';
import { startShop, type TestShop } from './support/shop.js';

const OSAKA = {
  name: '山田 太郎',
  postalCode: '530-0001',
  prefecture: 27,
  city: '大阪市北区',
  street: '梅田1-1',
};

describe('a buyer who moves after ordering', () => {
  let shop: TestShop;
  let orderId: string;
  let first: string;

  beforeAll(async () => {
    shop = await startShop();
    await shop.stock({ 'MUG-WHITE': 10 });
  }, 60_000);
  afterAll(() => shop.close());

  const order = async () => (await shop.call('storefront', 'GET', `/v1/orders/${orderId}`)).body;
  const amend = (body: object) =>
    shop.call('storefront', 'POST', `/v1/orders/${orderId}/amendments`, body, {
      'idempotency-key': randomUUID(),
    });
  const planned = ({ parcels }: { parcels: { status: string; parcelId: string }[] }) =>
    parcels.find(({ status }) => status === 'planned')?.parcelId;
  const letterOf = async (kind: string) => {
    await shop.until(order, ({ letters }) =>
      letters.some((letter: { kind: string }) => letter.kind === kind),
    );
    const { body } = await shop.call('ops', 'GET', `/v1/letters?orderId=${orderId}`);
    return body.letters.find((letter: { kind: string }) => letter.kind === kind);
  };

  it('orders, and the parcel is planned for Tokyo', async () => {
    const body = anOrder({ reference: 'MOVES', sku: 'MUG-WHITE', units: 1 });
    const placed = await shop.call('storefront', 'POST', '/v1/orders', body, { 'idempotency-key': 'MOVES' });
    orderId = placed.body.orderId;
    first = planned(await shop.until(order, (seen) => planned(seen) !== undefined))!;
  });

  it('asks for Osaka and dearer postage: the parcel is void and another one planned', async () => {
    const { status, body } = await amend({ shipTo: OSAKA, charges: [{ kind: 'postage', amount: 700 }] });
    expect([status, body.amendment]).toEqual([
      202,
      { number: 1, state: expect.any(String), reason: null, differenceYen: 700 },
    ]);
    const amended = await shop.until(
      order,
      (seen) => seen.amendment.state === 'accepted' && planned(seen) !== undefined,
    );
    expect(amended).toMatchObject({ status: 'awaiting-packing', total: 1700 });
    const statusOf = (parcelId: string) =>
      amended.parcels.find((parcel: { parcelId: string }) => parcel.parcelId === parcelId)?.status;
    expect([statusOf(first), statusOf(planned(amended)!)]).toEqual(['voided', 'planned']);
    expect(await letterOf('amended')).toMatchObject({ state: 'sent' });
  });

  it('gets the goods in Osaka, and the first parcel goes nowhere', async () => {
    const crew = new Crew(shop);
    const parcel = { parcelId: planned(await order())!, lines: [{ sku: 'MUG-WHITE', quantity: 1 }] };
    expect((await crew.tryToGoOn({ ...parcel, parcelId: first })).status).toBe(409);
    await crew.pack(parcel);
    const label = await shop.call('warehouse', 'POST', `/v1/parcels/${parcel.parcelId}/label`, {
      opId: randomUUID(),
    });
    expect(label.body.shipTo.lines).toEqual(['〒530-0001', '大阪府大阪市北区梅田1-1', '山田 太郎 様']);
    await crew.close(parcel);
    await crew.handOver(parcel);
    await shop.until(order, ({ status }) => status === 'shipped');
  });

  it('asks once more, too late, and is told', async () => {
    await amend({ delivery: { slot: 'am' } });
    const refused = await shop.until(order, (seen) => seen.amendment.state === 'refused');
    expect(refused).toMatchObject({
      status: 'shipped',
      amendment: { number: 2, reason: 'already-dispatched', differenceYen: 0 },
    });
    expect(await letterOf('amendment-refused')).toMatchObject({ state: 'sent' });
    const { body } = await shop.call('ops', 'GET', `/v1/orders/${orderId}/history`);
    const told = body.entries.map((entry: { what: string }) => entry.what);
    expect(told).toEqual(
      expect.arrayContaining([
        'order.amendment-requested',
        'amendment.accepted',
        'order.amended',
        'amendment.refused',
        'order.amendment-refused',
      ]),
    );
  });
});
