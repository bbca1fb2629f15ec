import { randomUUID } from 'node:crypto';
import { sealContext } from '@okuru/platform';
import { amendmentOf, confirmedOrder, reservedStock } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
  await shop.labelled('before-check');
});
afterAll(() => shop.end());

const NEW_ADDRESS = { addressId: 'n'.repeat(64) };
const HOKKAIDO = { destination: { country: 'JP', prefecture: 1 } } as const;
const answersOf = async (orderId: string) =>
  (await shop.factsOf(orderId)).filter(({ type }) => type.startsWith('amendment.'));
const statusesOf = async (orderId: string) =>
  (await shop.parcelsOf(orderId)).map(({ status }) => status).sort();
const aliveOf = async (orderId: string) =>
  (await shop.parcelsOf(orderId)).filter(({ status }) => status !== 'voided');

describe('amending an order', () => {
  it('voids a planned parcel and plans its units for the new place', async () => {
    const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await shop.amended(amendmentOf(order, HOKKAIDO));
    expect(await answersOf(orderId)).toMatchObject([
      { type: 'amendment.accepted', data: { amendment: 1, parcelIds: [parcelId] } },
    ]);
    const [parcel, ...others] = await aliveOf(orderId);
    expect(others).toEqual([]);
    expect(parcel).toMatchObject({ status: 'planned', lines: [{ sku: 'MUG', quantity: 2 }] });
    const waybill = await shop.pack(parcel!.parcelId);
    await shop.close(parcel!.parcelId, waybill);
    await shop.handOver(waybill);
    expect(await shop.factsOf(orderId)).toContainEqual({
      type: 'parcel.dispatched',
      data: expect.objectContaining({ parcelId: parcel!.parcelId, ...NEW_ADDRESS }),
    });
  });

  it('stops whoever has begun the old parcel', async () => {
    const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await shop.scan(parcelId, 'MUG');
    await shop.amended(amendmentOf(order));
    expect((await shop.scan(parcelId, 'MUG')).body).toMatchObject({ more: { reason: 'parcel-voided' } });
    expect(await statusesOf(orderId)).toEqual(['planned', 'voided']);
  });

  it('comes too late once a label is asked for, and nothing changes', async () => {
    const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    await shop.pack(parcelId);
    await shop.amended(amendmentOf(order));
    expect(await answersOf(orderId)).toMatchObject([
      { type: 'amendment.refused', data: { reason: 'already-labelled' } },
    ]);
    expect(await statusesOf(orderId)).toEqual(['packing']);
  });

  it('heard before the order is kept for it, in every order of hearing', async () => {
    for (const sequence of [
      'amended confirmed reserved',
      'reserved amended confirmed',
      'amended reserved confirmed',
    ]) {
      const order = confirmedOrder({ MUG: 1 });
      const hear = {
        amended: () => shop.amended(amendmentOf(order, HOKKAIDO)),
        confirmed: () => shop.confirmed(order),
        reserved: () => shop.reserved(reservedStock(order)),
      };
      for (const step of sequence.split(' ')) await hear[step as keyof typeof hear]();
      expect(await statusesOf(order.orderId)).toEqual(['planned']);
      const [row] = await shop.query<{ confirmed: object }>(
        'SELECT confirmed FROM shipment WHERE order_id = $1',
        [order.orderId],
      );
      expect(row?.confirmed).toMatchObject({ prefecture: 1, ...NEW_ADDRESS });
    }
  });

  it('heard again is answered the same, and no second parcel is planned', async () => {
    const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const amendment = amendmentOf(order);
    await shop.amended(amendment);
    const [{ parcelId: again } = { parcelId: '' }] = await aliveOf(orderId);
    await shop.pack(again);
    await shop.amended(amendment);
    expect(new Set((await answersOf(orderId)).map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await answersOf(orderId))[0]?.data).toMatchObject({ parcelIds: [parcelId] });
    expect(await statusesOf(orderId)).toEqual(['packing', 'voided']);
  });

  it('and cancelling: whatever comes first, nothing leaves and nothing is planned any more', async () => {
    const first = await shop.aPlannedParcel({ MUG: 1 });
    await shop.cancelled(first.orderId);
    await shop.amended(amendmentOf(first.order));
    expect(await answersOf(first.orderId)).toMatchObject([{ data: { reason: 'cancelled' } }]);
    const second = await shop.aPlannedParcel({ MUG: 1 });
    await shop.amended(amendmentOf(second.order));
    await shop.cancelled(second.orderId);
    expect(await statusesOf(first.orderId)).toEqual(['voided']);
    expect(await statusesOf(second.orderId)).toEqual(['voided', 'voided']);
  });

  it('against the label, at the same moment: the label bears the new address or the amendment is refused', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
      const [labelled] = await Promise.all([shop.label(parcelId), shop.amended(amendmentOf(order))]);
      const [answer] = await answersOf(orderId);
      expect([labelled.status, answer?.type]).toEqual(
        answer?.type === 'amendment.refused' ? [200, 'amendment.refused'] : [409, 'amendment.accepted'],
      );
    }
  });

  it('prints the new address on the label', async () => {
    const keyId = (await shop.keyRing.keysFor([randomUUID()])).values().next().value!;
    const order = confirmedOrder({ MUG: 1 });
    const context = sealContext('order.amendment-requested', order.orderId);
    const plain = {
      name: '髙﨑 花子',
      postalCode: '060-0001',
      prefecture: '北海道',
      city: '札幌市',
      street: '北1-1',
    };
    const [shipTo] = await shop.keyRing.sealMany([{ keyId, context, plain }]);
    await shop.amended(amendmentOf(order, { ...HOKKAIDO, shipTo: shipTo! }));
    await shop.confirmed(order);
    await shop.reserved(reservedStock(order));
    const [parcel] = await shop.parcelsOf(order.orderId);
    expect((await shop.label(parcel!.parcelId)).body).toMatchObject({
      shipTo: { lines: ['〒060-0001', '北海道札幌市北1-1', '髙﨑 花子 様'] },
    });
  });
});
