import { randomUUID } from 'node:crypto';
import {
  type CarrierSimulator,
  startCarrierSimulator,
} from '../apps/cli/src/carrier-simulator/carrier-simulator.js';
import { anOrder } from './support/an-order.js';
import { many, scaled, tellFigure } from './support/promises/figure.js';
import { chanceOf } from './support/schedules/random.js';
import { startShop, type TestShop } from './support/shop.js';

const PARCELS = Math.max(20, scaled(60));
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_127);
const A_MILLION = 1_000_000;
const NOT_DELIVERED_TO = '100-0002';
const WEATHER = { slowMs: 120, lost: 12, double: 12, away: 12, refusedPostalCodes: [NOT_DELIVERED_TO] };
const ASKED_MAX = 40;
/** People and tables that ask for the label of one parcel at the same moment. */
const ASK_AT_ONCE = 3;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe(`a carrier that is late, silent after its work and sent requests twice, over ${many(PARCELS)} parcels`, () => {
  let carrier: CarrierSimulator;
  let shop: TestShop;

  beforeAll(async () => {
    const draw = chanceOf(SEED);
    carrier = await startCarrierSimulator(WEATHER, { chance: () => draw(A_MILLION) / A_MILLION });
    shop = await startShop({ env: { OKURU_CARRIER_API_URL: carrier.url }, logLevel: 'silent' });
    await shop.stock({ MUG: 10_000 });
  });
  afterAll(async () => {
    await shop.close();
    await carrier.close();
  });

  const placed = async (reference: string, where: object = {}) => {
    const order = anOrder({ reference, sku: 'MUG', units: 1 });
    const { body } = await shop.call(
      'storefront',
      'POST',
      '/v1/orders',
      { ...order, shipTo: { ...(order['shipTo'] as object), ...where } },
      { 'idempotency-key': reference },
    );
    return body.orderId as string;
  };
  const plannedOf = async (orderId: string) => {
    const shown = () => shop.call('ops', 'GET', `/v1/orders/${orderId}`);
    return (await shop.until(shown, ({ body }) => body.parcels?.length > 0)).body.parcels[0]
      .parcelId as string;
  };
  const shown = async (parcelId: string) =>
    (await shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}`)).body;
  /** As a person at a table does: again while nobody answers. */
  const persistently = async (path: string, body: object) => {
    for (let tries = 1; tries <= ASKED_MAX; tries += 1) {
      const answer = await shop.call('warehouse', 'POST', path, body);
      if (answer.status !== 503) return answer;
      // Where many come at once the database may be the one that has no time.
      if (answer.body.code !== 'unavailable')
        expect([answer.body.code, answer.headers.get('retry-after')]).toEqual([
          'carrier-does-not-answer',
          '5',
        ]);
    }
    throw new Error(`${path}: the carrier never answered`);
  };
  const step = (path: string, more: object = {}) => persistently(path, { opId: randomUUID(), ...more });
  const labels = async (...parcelIds: string[]) => {
    const wanted = parcelIds.map((parcelId) => ({ opId: randomUUID(), parcelId }));
    return (await persistently('/v1/labels', { labels: wanted })).body.answers;
  };
  const provenAndWeighed = async (parcelId: string) => {
    const { expectedWeightGrams } = await shown(parcelId);
    const [answer] = (
      await shop.call('warehouse', 'POST', '/v1/packing-runs', {
        parcels: [{ opId: randomUUID(), parcelId, scans: [{ barcode: 'MUG' }], grams: expectedWeightGrams }],
      })
    ).body.answers;
    expect(answer.status).toBe(200);
  };
  const standing = (parcelId: string, issue: number) => carrier.books.list(`${parcelId}-${issue}`);

  it('each parcel gets one number, whoever asks and however often, and the carrier keeps it', async () => {
    const orders = await Promise.all(Array.from({ length: PARCELS }, (_, n) => placed(`api-${n}`)));
    const parcels = await Promise.all(orders.map(plannedOf));
    await Promise.all(parcels.map(provenAndWeighed));
    const numbers = await Promise.all(
      parcels.map(async (parcelId, at) => {
        const path = `/v1/parcels/${parcelId}/label`;
        const answers = await Promise.all(Array.from({ length: ASK_AT_ONCE }, () => step(path)));
        if (at % 2 === 0) answers.push(...(await labels(parcelId)));
        const seen = new Set(answers.map(({ body }) => body.trackingNumber as string));
        expect([...seen]).toEqual([(await shown(parcelId)).trackingNumber]);
        return [...seen][0]!;
      }),
    );
    expect(new Set(numbers).size).toBe(PARCELS);
    await sleep(2 * WEATHER.slowMs);
    const { befallen, books } = carrier;
    parcels.forEach((parcelId, at) =>
      expect(standing(parcelId, 1).map(({ trackingNumber }) => trackingNumber)).toContain(numbers[at]),
    );
    expect(books.list().length - PARCELS).toBeLessThanOrEqual(befallen.doubled);
    for (const count of Object.values(befallen)) expect(count).toBeGreaterThan(5);
    expect(books.figures().made).toBeGreaterThan(PARCELS);
    tellFigure(
      'Carrier',
      `${many(PARCELS)} parcels, ${books.figures().made} shipments made, ${books.figures().withdrawn} withdrawn, ${befallen.lost} answers lost, ${befallen.doubled} requests doubled, ${befallen.away} times away: one number each`,
    );
  });

  it('a label printed again takes the number before it from the carrier, and the parcel leaves with the new one', async () => {
    const parcelId = await plannedOf(await placed('api-again'));
    await provenAndWeighed(parcelId);
    const first = (await step(`/v1/parcels/${parcelId}/label`)).body.trackingNumber;
    const again = await step(`/v1/parcels/${parcelId}/label/reprint`, { reason: 'damaged-label' });
    const second = again.body.trackingNumber;
    expect(second).not.toBe(first);
    expect(standing(parcelId, 2).map(({ trackingNumber }) => trackingNumber)).toContain(second);
    const closed = await step(`/v1/parcels/${parcelId}/close`, { waybill: first });
    expect([closed.status, closed.body.reason]).toEqual([409, 'void-waybill']);
    expect((await step(`/v1/parcels/${parcelId}/close`, { waybill: second })).status).toBe(200);
    expect((await step('/v1/hand-overs', { waybill: second })).status).toBe(200);
  });

  it('what the carrier does not take is told in its words, and a run goes on with the others', async () => {
    const [one, other] = await Promise.all([
      plannedOf(await placed('api-refused', { postalCode: NOT_DELIVERED_TO })),
      plannedOf(await placed('api-other')),
    ]);
    await Promise.all([provenAndWeighed(one), provenAndWeighed(other)]);
    expect(await labels(one, other)).toMatchObject([
      { status: 409, body: { code: 'carrier-refuses', detail: expect.stringContaining(NOT_DELIVERED_TO) } },
      { status: 200, body: { trackingNumber: expect.any(String) } },
    ]);
    const alone = await step(`/v1/parcels/${one}/label`);
    expect([alone.status, alone.body.code]).toEqual([409, 'carrier-refuses']);
    expect((await shown(one)).trackingNumber).toBeNull();
    expect(standing(one, 1)).toEqual([]);
  });
});
