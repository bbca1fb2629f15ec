import type { Sealed, SealedShipTo } from '@okuru/contracts';
import { sealContext } from '@okuru/platform';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const buyer = 'b'.repeat(64);
const sealedFor = async (orderId: string, postalCode: string): Promise<Sealed> => {
  const keyId = (await shop.keyRing.keysFor([buyer])).get(buyer)!;
  const plain: SealedShipTo = {
    ...{ name: '髙﨑 花子', postalCode, prefecture: '東京都', city: '某町', street: '元町1-1-14' },
    phone: '0312345678',
  };
  const [sealed] = await shop.keyRing.sealMany([
    { keyId, context: sealContext('order.confirmed', orderId), plain },
  ]);
  return sealed!;
};

interface Planned {
  readonly outcome: { readonly totalYen: number; readonly arrivesOn: string };
}
const plannedTo = async (postalCode: string) => {
  const orderId = crypto.randomUUID();
  const shipTo = await sealedFor(orderId, postalCode);
  const { parcelId } = await shop.aPlannedParcel(
    { MUG: 2 },
    { orderId, shipTo, delivery: { mode: 'named-service', service: 'sagawa/takuhaibin' } },
  );
  return { orderId, parcel: (await shop.parcel(parcelId))! };
};
const chosen = (decision: unknown) =>
  (decision as { outcome: { chosen: readonly [object] } }).outcome.chosen[0];

describe('an order to an island', () => {
  it('is planned with what the carrier asks for the way over the sea, and a day later', async () => {
    const [mainland, island] = [await plannedTo('100-0001'), await plannedTo('100-0101')];
    expect(chosen(island.parcel.decision)).toMatchObject({
      surcharges: expect.arrayContaining([expect.objectContaining({ code: 'remote-area' })]) as unknown,
    });
    expect(JSON.stringify(mainland.parcel.decision)).not.toContain('remote-area');
    const [near, far] = [mainland, island].map(
      ({ parcel }) => (chosen(parcel.decision) as Planned['outcome']).arrivesOn,
    );
    expect(far! > near!).toBe(true);
  });

  it('leaves no more of its postal code than the name of the place on the list', async () => {
    const { orderId } = await plannedTo('100-0102');
    const [kept] = await shop.query<{ all: string }>(
      `SELECT (SELECT confirmed::text FROM shipment WHERE order_id = $1) ||
        coalesce((SELECT string_agg(question::text, '') FROM packaging_decision), '') AS all`,
      [orderId],
    );
    expect(kept!.all).toContain('"10001"');
    expect(kept!.all).not.toMatch(/100-?0102/);
  });
});
