import { bringIn, type Goods } from './support/journeys/goods.js';
import { runSchedule } from './support/journeys/run-scenario.js';
import type { Ended, Scenario } from './support/journeys/scenario.js';
import { SCENARIOS } from './support/journeys/scenarios.js';
import { type OpenScriptedShop, startScriptedShop } from './support/journeys/scripted-shop.js';
import { brokenLaws, LAWS } from './support/laws/broken-laws.js';
import { PLANTED_FAULTS } from './support/laws/planted-faults.js';

const SENT = SCENARIOS.find(({ name }) => name === 'in stock')!;
const CANCELLED = SCENARIOS.find(({ name }) => name === 'in stock, cancelled')!;
const MISSED = SCENARIOS.find(({ name }) => name === 'a unit is missing, another is there')!;
const AMENDED = SCENARIOS.find(({ name }) => name === 'in stock, amended')!;
/** The parcel is planned when the buyer wants it elsewhere. */
const AMENDED_IN_TIME = [
  'inventory hears order.placed (order 1)',
  'shipping hears order.confirmed (order 2)',
  'shipping hears stock.reserved (inventory 1)',
  'the buyer asks for another address',
  'shipping hears order.amendment-requested (order 3)',
];
/** The parcel is packed when the buyer changes their mind; what follows may come in any order. */
const CANCELLED_LATE = [
  'inventory hears order.placed (order 1)',
  'shipping hears order.confirmed (order 2)',
  'shipping hears stock.reserved (inventory 1)',
  'the crew packs parcel 1',
  'the crew closes parcel 1',
  'the buyer asks to cancel',
  'shipping hears order.cancellation-requested (order 3)',
];

describe('the laws that interleavings are judged by', () => {
  let scripted: OpenScriptedShop;
  let goods: Goods;
  let orders: Readonly<Record<'sent' | 'cancelled' | 'amended' | 'short', Ended>>;

  const live = async (scenario: Scenario, schedule: readonly string[]): Promise<Ended> => {
    const kind = [SENT, CANCELLED, AMENDED, MISSED].find(({ acts }) => acts === scenario.acts)!;
    const [ended] = await runSchedule(scripted, scenario, goods.get(kind)!, schedule);
    return ended!;
  };

  beforeAll(async () => {
    scripted = await startScriptedShop();
    goods = await bringIn(scripted, [SENT, CANCELLED, AMENDED, MISSED], () => 3);
    orders = {
      sent: await live(SENT, []),
      cancelled: await live(CANCELLED, CANCELLED_LATE),
      amended: await live(AMENDED, AMENDED_IN_TIME),
      short: await live(MISSED, []),
    };
  }, 120_000);
  afterAll(() => scripted.close());

  const isSuspect = async (order: Ended): Promise<string[]> =>
    (await brokenLaws(scripted.database, [order])).map(({ law }) => law);

  it('find nothing wrong with an order that was sent, one that was cancelled, one that was amended and one that was short', async () => {
    expect(await brokenLaws(scripted.database, Object.values(orders))).toEqual([]);
  });

  it('are each seen to fail on a planted fault', () => {
    expect(PLANTED_FAULTS.map(({ breaks }) => breaks).sort()).toEqual(LAWS.map(({ name }) => name).sort());
  });

  it.each(PLANTED_FAULTS.map((planted) => [planted.breaks, planted] as const))(
    'catch a breach of: %s',
    async (law, { to, sql }) => {
      const client = await scripted.database.connect();
      try {
        await client.query('BEGIN');
        const { rowCount } = await client.query(sql, [orders[to].orderId]);
        expect(rowCount).toBeGreaterThan(0);
        const broken = await brokenLaws(client, Object.values(orders));
        expect(broken.map((one) => one.law)).toContain(law);
        expect(broken.every(({ orderId }) => orderId === orders[to].orderId)).toBe(true);
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    },
  );

  it('catch that inventory never heard of the voided parcels', async () => {
    const deaf = { ...CANCELLED, deafTo: 'inventory hears parcels.voided' };
    expect(await isSuspect(await live(deaf, CANCELLED_LATE))).toEqual(
      expect.arrayContaining([
        'an ended order holds nothing and waits for nothing',
        'nothing of a sku is promised once its orders have ended',
        'every fact was heard by everybody it is for',
      ]),
    );
  });

  it('catch that order never heard that its parcel left', async () => {
    const deaf = { ...SENT, deafTo: 'order hears parcel.dispatched' };
    expect(await isSuspect(await live(deaf, []))).toEqual(
      expect.arrayContaining([
        'an order ends shipped or cancelled',
        'order counts as shipped what left in parcels',
      ]),
    );
  });
});
