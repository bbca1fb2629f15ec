import { CARRIER_SERVICES } from '@okuru/carriers';
import { openShipping, type Shipping } from '../testing/shipping.js';

/** Noon of a Monday in Tokyo; every carrier comes at 17:00. */
const NOON = new Date('2026-02-02T12:00:00+09:00');
const HOUR = 3_600_000;

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
beforeEach(() => shop.clock.set(NOON));

const told = async (orderId: string) =>
  (await shop.factsOf(orderId)).filter(({ type }) => type === 'units.awaited').map(({ data }) => data);

/** An order of mugs of which one is missing and awaited since noon. */
const waiting = async (date?: string, units = 3) => {
  const planned = await shop.aPlannedParcel(
    { MUG: units },
    { delivery: date === undefined ? { mode: 'any' } : { mode: 'any', date } },
  );
  return { ...planned, reportId: await missing(planned) };
};
const missing = async ({ orderId, parcelId }: { orderId: string; parcelId: string }): Promise<string> => {
  const { body } = await shop.reportMissing(parcelId, { sku: 'MUG' });
  const { reportId } = body as { reportId: string };
  await shop.awaited({
    orderId,
    parcelId,
    reportId,
    cause: 'not-found',
    lines: LINES,
    since: NOON.toISOString(),
  });
  return reportId;
};
const LINES = [{ lineId: '1', sku: 'MUG', quantity: 1 }];
const come = ({ orderId, parcelId, reportId }: Awaited<ReturnType<typeof waiting>>) =>
  shop.replaced({
    ...{ orderId, parcelId, reportId, awaitedSince: NOON.toISOString() },
    lines: LINES.map((line) => ({ ...line, outstanding: 0 })),
  });

describe('units that are awaited', () => {
  it('are told of after a day, where no day was promised, and not before', async () => {
    const { orderId } = await waiting();
    shop.clock.advance(24 * HOUR - 1);
    await shop.sweepTimers();
    expect(await told(orderId)).toEqual([]);
    shop.clock.advance(1);
    await shop.sweepTimers();
    expect(await told(orderId)).toEqual([
      {
        orderId,
        lines: LINES,
        since: NOON.toISOString(),
        promisedOn: null,
        because: 'long-wait',
        at: new Date(NOON.getTime() + 24 * HOUR).toISOString(),
      },
    ]);
  });

  it('are told of when the last pick-up for the promised day is over', async () => {
    const { orderId } = await waiting('2026-02-03');
    await shop.sweepTimers();
    expect(await told(orderId)).toEqual([]);
    shop.clock.set(new Date('2026-02-02T17:00:00+09:00'));
    await shop.sweepTimers();
    expect(await told(orderId)).toMatchObject([{ promisedOn: '2026-02-03', because: 'promised-day' }]);
  });

  it('are told of at once, where the promised day is lost already', async () => {
    const planned = await shop.aPlannedParcel({ MUG: 2 }, { delivery: { mode: 'any', date: '2026-02-03' } });
    shop.clock.set(new Date('2026-02-02T18:00:00+09:00'));
    await missing(planned);
    await shop.sweepTimers();
    expect(await told(planned.orderId)).toMatchObject([{ because: 'promised-day' }]);
  });

  it('are told of once per order, not at each unit', async () => {
    const order = await waiting();
    await missing(order);
    shop.clock.advance(24 * HOUR);
    await shop.sweepTimers();
    expect(await told(order.orderId)).toMatchObject([{ lines: [{ quantity: 2 }] }]);
    await missing(order);
    shop.clock.advance(48 * HOUR);
    await shop.sweepTimers();
    expect(await told(order.orderId)).toHaveLength(1);
  });

  it('that came before are told of to nobody, nor those of a cancelled order', async () => {
    const [came, cancelled] = [await waiting(), await waiting()];
    await come(came);
    await shop.cancelled(cancelled.orderId);
    shop.clock.advance(48 * HOUR);
    await shop.sweepTimers();
    expect([...(await told(came.orderId)), ...(await told(cancelled.orderId))]).toEqual([]);
  });
});
