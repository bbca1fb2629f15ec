import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const [buyerId, addressId] = ['b', 'a'].map((letter) => letter.repeat(64)) as [string, string];
let doors = 0;
const aDoor = () => String((doors += 1)).padStart(64, '0');
const combinationsOf = async (...orderIds: string[]) =>
  (await shop.combinations()).filter(({ orders }) =>
    orders.some(({ orderId }) => orderIds.includes(orderId)),
  );

describe('orders that could leave together', () => {
  it('are shown with the yen apart, together and saved', async () => {
    const first = await shop.aPlannedParcel({ MUG: 1 }, { buyerId, addressId, reference: 'A-1' });
    const second = await shop.aPlannedParcel({ MUG: 2 }, { buyerId, addressId, reference: 'A-2' });
    const parcels = await Promise.all([first, second].map(({ parcelId }) => shop.parcel(parcelId)));
    const apart = parcels.map(
      (parcel) => (parcel!.decision as { outcome: { totalYen: number } }).outcome.totalYen,
    );
    const [combination, ...more] = await combinationsOf(first.orderId);
    expect(more).toEqual([]);
    expect(combination).toMatchObject({
      orders: [
        { orderId: first.orderId, reference: 'A-1' },
        { orderId: second.orderId, reference: 'A-2' },
      ],
      parcelIds: [first.parcelId, second.parcelId],
      yenApart: apart[0]! + apart[1]!,
    });
    const { yenApart, yenTogether, savingYen, together } = combination!;
    expect(together).toHaveLength(1);
    expect(together[0]!.totalYen).toBe(yenTogether);
    expect(savingYen).toBe(yenApart - yenTogether);
    expect(savingYen).toBeGreaterThan(0);

    // An order whose package a person picks takes no part, and keeps nobody else from it.
    await shop.aPlannedParcel({ URN: 1 }, { buyerId, addressId }, (sku) => anItem(sku, { size: null }));
    expect(await combinationsOf(first.orderId)).toEqual([combination]);

    await shop.scan(second.parcelId, 'BC-MUG');
    expect(await combinationsOf(first.orderId)).toEqual([]);
  });

  it.each([
    ['another buyer', { buyerId: 'c'.repeat(64) }],
    ['another address', { addressId: 'f'.repeat(64) }],
    ['another promise', { delivery: { mode: 'hand-over' as const } }],
    ['cash on delivery', { payment: { method: 'cod' as const, status: 'on-delivery' as const, amount: 0 } }],
  ])('are not found for %s', async (_what, over) => {
    const door = { buyerId, addressId: aDoor() };
    const { orderId } = await shop.aPlannedParcel({ MUG: 1 }, door);
    const other = await shop.aPlannedParcel({ MUG: 1 }, { ...door, ...over });
    expect(await combinationsOf(orderId, other.orderId)).toEqual([]);
  });

  it('are not found for an order that is cancelled, or placed before addresses were compared', async () => {
    const door = { buyerId, addressId: aDoor() };
    const first = await shop.aPlannedParcel({ MUG: 1 }, door);
    const second = await shop.aPlannedParcel({ MUG: 1 }, door);
    await shop.cancelled(second.orderId);
    const old = await shop.aPlannedParcel({ MUG: 1 }, { buyerId });
    const older = await shop.aPlannedParcel({ MUG: 1 }, { buyerId });
    expect(await combinationsOf(first.orderId, old.orderId, older.orderId)).toEqual([]);
  });
});
