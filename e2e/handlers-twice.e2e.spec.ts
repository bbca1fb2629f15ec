import { catalogue } from '@okuru/contracts';
import { testDatabase } from '@okuru/platform/testing';
import { Pool } from 'pg';
import { deliveryOf, recordOf } from '../libs/platform/src/testing/deliveries.js';
import { HearingService } from '../libs/platform/src/testing/hearing-service.js';
import { aLetter } from '../libs/platform/src/testing/some-facts.js';
import { anOrder } from './support/an-order.js';
import { bringIn, type Goods } from './support/journeys/goods.js';
import { runScenario } from './support/journeys/run-scenario.js';
import type { Scenario } from './support/journeys/scenario.js';
import { SCENARIOS } from './support/journeys/scenarios.js';
import { type OpenScriptedShop, startScriptedShop } from './support/journeys/scripted-shop.js';
import { brokenLaws } from './support/laws/broken-laws.js';
import { hearTwice, type SecondHearing } from './support/second-hearing.js';
import { TwiceHeardLanes } from './support/twice-heard-lanes.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_123);
const SCHEDULES_EACH = 1;
const SCENARIO_MS_MAX = 120_000;
/** One order at a time: whatever changes is the second hearing's doing. */
const scenarios = SCENARIOS.map((scenario) => ({ ...scenario, some: SCHEDULES_EACH, movesClock: true }));

/** Orders whose only unit misses its pick-up, and whose only unit is found missing. */
const [LATE, AWAITED] = ['late', 'awaited'].map((name): Scenario => ({
  ...{ name, units: 1, onHand: 1, acts: [] },
  ...{ crew: 'in one go', explores: 'services' },
})) as [Scenario, Scenario];
const DAY_MS = 86_400_000;

/** The hearings that changed something, and what. */
const told = (second: readonly SecondHearing[]) =>
  second.flatMap(({ heard, changes }) => changes.map((change) => ({ heard, ...change })));

describe('every handler of every service runs twice on everything it hears', () => {
  const lanes = new TwiceHeardLanes();
  const seen = new Set<string>();
  let scripted: OpenScriptedShop;
  let goods: Goods;

  beforeAll(async () => {
    scripted = await startScriptedShop(lanes);
    lanes.hearTwiceIn(scripted.database);
    goods = await bringIn(scripted, [...scenarios, LATE, AWAITED], () => SCHEDULES_EACH);
  }, 120_000);
  afterAll(() => scripted.close());
  afterEach(() => {
    for (const { heard } of lanes.second.splice(0)) for (const what of heard) seen.add(what);
  });

  it('on what is said of goods, and the second time changes nothing', () => {
    expect(lanes.second.every(({ heard, handledAgain }) => heard.length === handledAgain)).toBe(true);
    expect(told(lanes.second)).toEqual([]);
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s: the second time changes nothing, and the order ends consistent',
    async (_name, scenario) => {
      const { ended } = await runScenario(scripted, scenario, goods.get(scenario)!, SEED);
      expect(told(lanes.second)).toEqual([]);
      expect(lanes.second.length).toBeGreaterThan(ended.length);
      expect(lanes.second.every(({ heard, handledAgain }) => heard.length === handledAgain)).toBe(true);
      expect(await brokenLaws(scripted.database, ended)).toEqual([]);
    },
    SCENARIO_MS_MAX,
  );

  it(
    'on an order that is only rehearsed, and the second time changes nothing',
    async () => {
      const { shop } = scripted;
      const body = anOrder({ reference: 'rehearsed', sku: 'S0-0', units: 1 });
      let answered = 0;
      void shop
        .call('storefront', 'POST', '/v1/orders?rehearse=true', body)
        .then(({ status }) => (answered = status));
      await shop.until(
        () => Promise.resolve([answered, ...lanes.second.flatMap(({ heard }) => heard)]),
        ([status, ...heard]) => status !== 0 && heard.includes('order hears rehearsal.answered'),
        SCENARIO_MS_MAX,
      );
      expect(answered).toBe(200);
      expect(lanes.second.every(({ heard, handledAgain }) => heard.length === handledAgain)).toBe(true);
      expect(told(lanes.second)).toEqual([]);
    },
    SCENARIO_MS_MAX,
  );

  it('on lots that came, and the second time changes nothing', async () => {
    const { shop } = scripted;
    const item = { names: { ja: '牛乳' }, lotControlled: true };
    expect((await shop.call('ops', 'PUT', '/v1/items/MILK', item)).status).toBe(200);
    const lots = [{ lot: 'L1', expiresOn: '2030-12-31', quantity: 2 }];
    const receipt = { opId: 'lots', lines: [{ sku: 'MILK', quantity: 2, lots }] };
    expect((await shop.call('warehouse', 'POST', '/v1/stock/receipts', receipt)).status).toBe(200);
    await shop.until(
      () => Promise.resolve(lanes.second.flatMap(({ heard }) => heard)),
      (heard) => heard.includes('shipping hears lots.changed'),
    );
    expect(told(lanes.second)).toEqual([]);
  });

  it('on the weight that a closed parcel told, and the second time changes nothing', async () => {
    await scripted.shop.until(
      () => Promise.resolve([...seen, ...lanes.second.flatMap(({ heard }) => heard)]),
      (heard) => heard.includes('inventory hears item.weighed'),
    );
    expect(told(lanes.second)).toEqual([]);
  });

  it(
    'on a parcel that misses its day and a unit that is awaited, and the second time changes nothing',
    async () => {
      const { shop, clock, sweepTimers } = scripted;
      const beganAt = clock.now();
      const untilHeard = async <T>(look: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> =>
        shop.until(
          async () => {
            for (const next of lanes.pending()) if (own.has(next.key)) await lanes.deliver(next);
            return look();
          },
          holds,
          SCENARIO_MS_MAX,
        );
      const isHeard = (...wanted: string[]) =>
        untilHeard(
          () => lanes.second.flatMap(({ heard }) => heard),
          (heard) => wanted.every((what) => heard.includes(what)),
        );
      const own = new Set<string>();
      const placed = async (scenario: Scenario, more: object = {}) => {
        const sku = String(goods.get(scenario)!.next().value);
        const order = anOrder({ reference: scenario.name, sku, units: 1 }, more);
        const key = { 'idempotency-key': scenario.name };
        const { orderId } = (await shop.call('storefront', 'POST', '/v1/orders', order, key)).body;
        own.add(`order:${orderId}`);
        const { body } = await untilHeard(
          () => shop.call('ops', 'GET', `/v1/orders/${orderId}`),
          (answer) => answer.body.parcels?.length > 0,
        );
        return { sku, parcel: body.parcels[0] };
      };
      const tomorrow = new Date(beganAt.getTime() + DAY_MS);
      const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(tomorrow);
      const late = await placed(LATE, { delivery: { mode: 'any', date } });
      clock.advance(2 * DAY_MS);
      const { parcelId, carrier } = late.parcel;
      const moved = { opId: 'moved', carrier, parcelIds: [parcelId] };
      expect((await shop.call('warehouse', 'POST', '/v1/late-parcels/move', moved)).body).toMatchObject({
        moved: [{ parcelId, missesPromisedDay: true }],
      });
      await isHeard('order hears parcels.delayed', 'notification hears parcels.delayed');

      const awaited = await placed(AWAITED);
      const report = { opId: 'missing', sku: awaited.sku, quantity: 1, cause: 'not-found' };
      const missing = `/v1/parcels/${awaited.parcel.parcelId}/missing`;
      expect((await shop.call('warehouse', 'POST', missing, report)).status).toBe(200);
      await isHeard('shipping hears stock.replacement-awaited');
      clock.advance(DAY_MS + 1);
      await sweepTimers();
      await isHeard('order hears units.awaited', 'notification hears units.awaited');
      clock.set(beganAt);
      // Two that confirm, one that says sorry for the delay, one for the wait.
      await untilHeard(
        () => lanes.second.flatMap(({ heard }) => heard.filter((what) => what === 'order hears letter.sent')),
        ({ length }) => length === 4,
      );
      expect(told(lanes.second)).toEqual([]);
    },
    SCENARIO_MS_MAX,
  );

  it('and all that the catalogue lets anybody hear was heard', () => {
    const hearable = catalogue.flatMap(({ type, consumers }) =>
      consumers.map((consumer) => `${consumer} hears ${type}`),
    );
    expect(hearable.filter((what) => !seen.has(what))).toEqual([]);
  });
});

describe('a handler that adds to what it finds', () => {
  it('is caught', async () => {
    const planted = await testDatabase();
    const order = await HearingService.open(planted.url);
    const database = new Pool({ connectionString: planted.url, max: 1 });
    const second: SecondHearing[] = [];
    try {
      const member = order.member();
      const onBatch = hearTwice(
        { group: 'okuru.order', onBatch: (batch) => member.onBatch(batch) },
        database,
        (one) => second.push(one),
      );
      await onBatch(deliveryOf([recordOf(aLetter(1))]));
      expect(second).toMatchObject([
        {
          heard: ['order hears letter.sent'],
          handledAgain: 1,
          changes: [{ place: 'okuru_order.effect', added: [expect.any(String)], removed: [] }],
        },
      ]);
    } finally {
      await database.end();
      await order.close();
      await planted.drop();
    }
  });
});
