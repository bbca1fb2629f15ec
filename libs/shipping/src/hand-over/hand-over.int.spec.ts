import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const aClosedParcel = async () => {
  const planned = await shop.aPlannedParcel({ MUG: 2 });
  const waybill = await shop.pack(planned.parcelId);
  await shop.close(planned.parcelId, waybill);
  return { ...planned, waybill };
};
const types = async (orderId: string) => (await shop.factsOf(orderId)).map(({ type }) => type);

describe('handing over', () => {
  it('tells what left, by whom and under which number', async () => {
    const { orderId, parcelId, waybill } = await aClosedParcel();
    const dispatchedAt = shop.clock.now().toISOString();
    expect(await shop.handOver(waybill)).toEqual({
      status: 200,
      body: { parcelId, orderId, status: 'dispatched', trackingNumber: waybill, dispatchedAt },
    });
    const { carrier, service } = (await shop.parcel(parcelId))!;
    expect((await shop.factsOf(orderId)).at(-1)).toEqual({
      type: 'parcel.dispatched',
      data: {
        orderId,
        parcelId,
        lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }],
        carrier,
        service,
        trackingNumber: waybill,
        dispatchedAt,
      },
    });
  });

  it('a repeat gets its answer, a second hand-over does not', async () => {
    const { orderId, waybill } = await aClosedParcel();
    const first = await shop.handOver(waybill, 'cage-1');
    expect(await shop.handOver(waybill, 'cage-1')).toEqual(first);
    expect((await shop.handOver(waybill, 'cage-2')).body).toMatchObject({ code: 'already-dispatched' });
    expect((await types(orderId)).filter((type) => type === 'parcel.dispatched')).toHaveLength(1);
  });

  it('stops an open parcel, a void waybill and one nobody knows', async () => {
    const open = await shop.aPlannedParcel({ MUG: 1 });
    const openWaybill = await shop.pack(open.parcelId);
    expect((await shop.handOver(openWaybill)).body).toMatchObject({
      code: 'scan-blocked',
      more: { reason: 'not-complete' },
    });
    const voided = await aClosedParcel();
    await shop.cancelled(voided.orderId);
    expect((await shop.handOver(voided.waybill)).body).toMatchObject({
      code: 'scan-blocked',
      more: { reason: 'void-waybill' },
    });
    expect((await types(voided.orderId)).at(-1)).toBe('scan.blocked');
    const unknown = await shop.handOver('999999999999', 'cage-unknown');
    expect(unknown).toMatchObject({ status: 409, body: { more: { reason: 'unknown-barcode' } } });
    expect(await shop.handOver('999999999999', 'cage-unknown')).toEqual(unknown);
    expect(
      await shop.query('SELECT reason FROM blocked_scan WHERE scanned = $1', ['999999999999']),
    ).toHaveLength(1);
  });

  it('stops a parcel before the cage of another carrier, writes it down and tells the order', async () => {
    const { orderId, parcelId, waybill } = await aClosedParcel();
    const { carrier } = (await shop.parcel(parcelId))!;
    const other = carrier === 'sagawa' ? 'yamato' : 'sagawa';
    expect((await shop.handOver(waybill, 'wrong cage', other)).body).toMatchObject({
      code: 'scan-blocked',
      more: { reason: 'wrong-carrier' },
    });
    expect(await shop.query('SELECT reason FROM blocked_scan WHERE parcel_id = $1', [parcelId])).toEqual([
      { reason: 'wrong-carrier' },
    ]);
    expect((await shop.factsOf(orderId)).at(-1)).toMatchObject({
      type: 'scan.blocked',
      data: { parcelId, reason: 'wrong-carrier', scannedSku: null },
    });
    expect((await shop.handOver(waybill, 'right cage', carrier!)).body).toMatchObject({
      status: 'dispatched',
    });
  });

  it('delivered comes after', async () => {
    const { orderId, parcelId, waybill } = await aClosedParcel();
    expect((await shop.work.deliver(shop.act(parcelId))).body).toMatchObject({ code: 'not-dispatched' });
    await shop.handOver(waybill);
    expect((await shop.work.deliver(shop.act(parcelId))).body).toMatchObject({ status: 'delivered' });
    expect((await shop.work.deliver(shop.act(parcelId))).body).toMatchObject({ code: 'already-delivered' });
    expect((await types(orderId)).at(-1)).toBe('parcel.delivered');
  });
});

/** How much earlier the cancellation comes, so that both sides win some rounds. */
const LEADS_MS = [0, 1, 2, 3, 5, 8, 13, 40];

describe('cancelling against the cage, at the same moment', () => {
  it('whoever comes first wins, and both sides say the same', async () => {
    const outcomes = { dispatched: 0, voided: 0 };
    for (let round = 0; round < 24; round += 1) {
      const { orderId, parcelId, waybill } = await aClosedParcel();
      const wait = () => new Promise((resolve) => setTimeout(resolve, LEADS_MS[round % LEADS_MS.length]));
      const [handedOver] = await Promise.all([
        wait().then(() => shop.handOver(waybill)),
        shop.cancelled(orderId),
        wait().then(() => shop.handOver(waybill)),
        wait().then(() => shop.cancelled(orderId)),
      ]);
      const facts = await types(orderId);
      const status = (await shop.parcel(parcelId))!.status as 'dispatched' | 'voided';
      outcomes[status] += 1;
      expect(facts.filter((type) => type === 'parcel.dispatched')).toHaveLength(
        status === 'dispatched' ? 1 : 0,
      );
      const answers = facts.filter((type) => type === 'parcels.voided' || type === 'cancellation.refused');
      expect(new Set(answers)).toEqual(
        new Set([status === 'dispatched' ? 'cancellation.refused' : 'parcels.voided']),
      );
      expect(answers).toHaveLength(2);
      expect([200, 409]).toContain(handedOver.status);
      // The order of the facts tells the same story as the state.
      if (status === 'dispatched')
        expect(facts.indexOf('parcel.dispatched')).toBeLessThan(facts.indexOf('cancellation.refused'));
    }
    expect(outcomes.dispatched).toBeGreaterThan(0);
    expect(outcomes.voided).toBeGreaterThan(0);
  });

  it('cancelling against the close: a parcel is packed and then void, or void and never packed', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
      const waybill = await shop.pack(parcelId);
      const [, closed] = await Promise.all([shop.cancelled(orderId), shop.close(parcelId, waybill)]);
      expect((await shop.parcel(parcelId))?.status).toBe('voided');
      const facts = await types(orderId);
      const packed = facts.indexOf('parcel.packed');
      if (closed.status === 200) expect(packed).toBeLessThan(facts.indexOf('parcels.voided'));
      else expect(packed).toBe(-1);
      expect((await shop.handOver(waybill)).body).toMatchObject({ more: { reason: 'void-waybill' } });
    }
  });

  it('one parcel of two has left: the other one stays good', async () => {
    const order = await shop.aPlannedParcel({ MUG: 120 });
    const [first, second] = await shop.parcelsOf(order.orderId);
    const waybill = await shop.pack(first!.parcelId);
    await shop.close(first!.parcelId, waybill);
    await shop.handOver(waybill);
    await shop.cancelled(order.orderId);
    expect((await types(order.orderId)).at(-1)).toBe('cancellation.refused');
    expect((await shop.parcel(second!.parcelId))?.status).toBe('planned');
  });
});
