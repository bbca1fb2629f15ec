import { CARRIER_SERVICES } from '@okuru/carriers';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

/** Noon of a Monday in Tokyo; every carrier comes at 17:00. */
const MONDAY = '2026-02-02';
const TUESDAY = '2026-02-03';
const at = (time: string, day = MONDAY): Date => new Date(`${day}T${time}:00+09:00`);

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
  await shop.carrierSettings.put({
    services: CARRIER_SERVICES.map(({ carrier, service }) => ({
      carrier,
      service,
      inUse: true,
      cutOff: '17:00',
    })),
  });
});
afterAll(() => shop.end());
beforeEach(async () => {
  shop.clock.set(at('12:04'));
  // Of the stories before nothing is left to be handed over.
  await shop.query(
    `UPDATE parcel SET status = 'voided', voided_at = now() WHERE status IN ('planned', 'packing', 'closed')`,
  );
});

const closed = async (over: Parameters<Shipping['aPlannedParcel']>[1] = {}) => {
  const planned = await shop.aPlannedParcel({ MUG: 2 }, over);
  const waybill = await shop.pack(planned.parcelId);
  await shop.close(planned.parcelId, waybill);
  const { carrier } = (await shop.parcel(planned.parcelId))!;
  return { ...planned, waybill, carrier: carrier! };
};
const move = (carrier: string, parcelIds: readonly string[], more: { opId?: string; came?: boolean } = {}) =>
  shop.late.move({
    keyId: 'key-1',
    opId: more.opId ?? `op-${Math.random()}`,
    carrier,
    came: more.came ?? false,
    parcelIds,
  });
const delays = async (orderId: string) =>
  (await shop.factsOf(orderId)).filter(({ type }) => type === 'parcels.delayed').map(({ data }) => data);

describe('the cut-off clock', () => {
  it('counts what each carrier has still to take, and by when', async () => {
    const { carrier, waybill } = await closed();
    await shop.aPlannedParcel({ MUG: 1 });
    const before = await shop.cutOffs.list();
    expect(before.now).toBe(at('12:04').toISOString());
    expect(before.pickUps).toMatchObject([
      {
        carrier,
        cutOff: '17:00',
        day: MONDAY,
        isToday: true,
        endsAt: at('17:00').toISOString(),
        waiting: 1,
        closed: 1,
        late: 0,
      },
    ]);
    const { handedOver } = before.pickUps[0]!;
    await shop.handOver(waybill);
    expect((await shop.cutOffs.list()).pickUps).toMatchObject([
      { waiting: 1, closed: 0, handedOver: handedOver + 1 },
    ]);
    shop.clock.set(at('17:01'));
    expect((await shop.cutOffs.list()).pickUps).toMatchObject([
      { day: TUESDAY, isToday: false, endsAt: at('17:00', TUESDAY).toISOString(), waiting: 0, late: 1 },
    ]);
    await shop.aPlannedParcel({ MUG: 1 });
    expect((await shop.cutOffs.list()).pickUps).toMatchObject([{ waiting: 1, late: 1 }]);
  });

  it('counts apart what waits for units, and what has no carrier yet', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const { body } = await shop.reportMissing(parcelId, { sku: 'MUG' });
    const { reportId } = body as { reportId: string };
    const lines = [{ lineId: '1', sku: 'MUG', quantity: 1 }];
    await shop.awaited({
      orderId,
      parcelId,
      reportId,
      cause: 'not-found',
      lines,
      since: at('12:04').toISOString(),
    });
    await shop.aPlannedParcel({ UNKNOWN: 1 }, {}, (sku) => anItem(sku, { size: null }));
    shop.clock.set(at('18:00'));
    const { pickUps, undecided } = await shop.cutOffs.list();
    expect(pickUps).toMatchObject([{ waiting: 0, late: 0, awaitingUnits: 1 }]);
    expect(undecided).toBe(1);
    expect((await shop.late.show(pickUps[0]!.carrier, false)).parcels).toEqual([]);
  });
});

describe('late parcels', () => {
  it('are those that a pick-up left behind, with the day they leave on instead', async () => {
    const { parcelId, orderId, carrier } = await closed();
    expect((await shop.late.show(carrier, false)).parcels).toEqual([]);
    shop.clock.set(at('17:00'));
    expect((await shop.late.show(carrier, false)).parcels).toEqual([]);
    shop.clock.set(at('17:01'));
    const { parcels, delays } = await shop.late.show(carrier, false);
    expect(parcels).toMatchObject([
      { parcelId, wasToLeaveOn: MONDAY, leavesOn: TUESDAY, promisedOn: null, missesPromisedDay: false },
    ]);
    expect(delays).toMatchObject([
      { orderId, wasToLeaveOn: MONDAY, leavesOn: TUESDAY, parcels: [{ parcelId }] },
    ]);
    expect(delays[0]!.parcels[0]!.expectedOn).toMatch(/^2026-02-0[45]$/);
  });

  it.each([
    ['is missed', TUESDAY, true],
    ['is kept', '2026-02-10', false],
  ])('say whether the day that was promised %s', async (_case, date, misses) => {
    const { parcelId, orderId, carrier } = await closed({ delivery: { mode: 'any', date } });
    shop.clock.set(at('17:30'));
    expect((await move(carrier, [parcelId])).body).toMatchObject({
      moved: [{ parcelId, leavesOn: TUESDAY, missesPromisedDay: misses }],
    });
    expect(await delays(orderId)).toMatchObject([
      {
        promisedOn: date,
        missesPromisedDay: misses,
        parcels: [{ parcelId, expectedOn: misses ? expect.any(String) : date }],
      },
    ]);
  });

  it('move once: again on the same day, and with the same opId, nothing more is stated', async () => {
    const { parcelId, orderId, carrier } = await closed();
    shop.clock.set(at('17:30'));
    const first = await move(carrier, [parcelId], { opId: 'late-1' });
    expect(await move(carrier, [parcelId], { opId: 'late-1' })).toEqual(first);
    expect((await move(carrier, [parcelId])).body).toMatchObject({ moved: [], left: [parcelId] });
    expect(await delays(orderId)).toHaveLength(1);
    expect((await shop.cutOffs.list()).pickUps).toMatchObject([{ closed: 1, late: 0 }]);
    await expect(move(carrier, [orderId], { opId: 'late-1' })).rejects.toMatchObject({
      code: 'op-id-reused',
    });
    shop.clock.set(at('17:30', TUESDAY));
    expect((await move(carrier, [parcelId])).body).toMatchObject({ moved: [{ leavesOn: '2026-02-04' }] });
    expect(await delays(orderId)).toHaveLength(2);
  });

  it('are left alone where they were handed over or cancelled meanwhile', async () => {
    const [left, cancelled] = [await closed(), await closed()];
    shop.clock.set(at('17:30'));
    await shop.handOver(left.waybill);
    await shop.cancelled(cancelled.orderId);
    const ids = [left.parcelId, cancelled.parcelId];
    expect((await move(left.carrier, ids)).body).toMatchObject({ moved: [], left: ids.sort() });
    expect([...(await delays(left.orderId)), ...(await delays(cancelled.orderId))]).toEqual([]);
  });

  it('and a hand-over at the same moment: one comes first, and what left was not moved after', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { parcelId, orderId, waybill, carrier } = await closed();
      shop.clock.set(at('17:30'));
      const [started] = await shop.unitOfWork.run(async (tx) => {
        await tx.query('SELECT FROM parcel WHERE parcel_id = $1 FOR UPDATE', [parcelId]);
        const steps = [() => shop.handOver(waybill), () => move(carrier, [parcelId])];
        const begun: Promise<unknown>[] = [];
        for (const step of round % 2 === 0 ? steps : steps.reverse()) {
          begun.push(step());
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        return [begun] as const;
      });
      await Promise.all(started);
      const facts = (await shop.factsOf(orderId)).map(({ type }) => type);
      if (facts.includes('parcels.delayed'))
        expect(facts.indexOf('parcels.delayed')).toBeLessThan(facts.indexOf('parcel.dispatched'));
      expect(facts).toContain('parcel.dispatched');
      shop.clock.set(at('12:04'));
    }
  });

  it('when the carrier came before its cut-off, go tomorrow', async () => {
    const { parcelId, carrier } = await closed();
    shop.clock.set(at('16:00'));
    expect((await move(carrier, [parcelId])).body).toMatchObject({ moved: [] });
    expect((await move(carrier, [parcelId], { came: true })).body).toMatchObject({
      moved: [{ parcelId, leavesOn: TUESDAY }],
    });
    expect((await move(carrier, [parcelId], { came: true })).body).toMatchObject({ moved: [] });
    shop.clock.set(at('17:30'));
    expect((await shop.late.show(carrier, false)).parcels).toEqual([]);
  });

  it('that miss their day may still be weighed and sent: the day binds nobody any more', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 }, { delivery: { mode: 'any', date: TUESDAY } });
    const { carrier } = (await shop.parcel(parcelId))!;
    shop.clock.set(at('17:30'));
    await shop.scan(parcelId, 'MUG');
    expect((await shop.measuring.weigh(shop.act(parcelId), { grams: 900 })).body).toMatchObject({
      code: 'no-carrier-may-carry-it',
    });
    await move(carrier!, [parcelId]);
    const { status, body } = await shop.measuring.weigh(shop.act(parcelId), { grams: 900 });
    expect([status, body]).toMatchObject([200, {}]);
    expect((await shop.label(parcelId)).status).toBe(200);
  });
});
