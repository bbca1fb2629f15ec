import { destinations } from '../../demo/destinations.js';
import { generatedScenario } from '../../demo/generated-scenario.js';
import type { DemoOrder } from '../../demo/scenario.js';
import { withRegrets } from './paced-orders.js';
import { type Wish, wishesOf } from './wishes.js';

const NOW = new Date('2026-01-15T03:00:00Z');
const ORDERS = 2_000;

describe('what buyers want otherwise', () => {
  let orders: readonly DemoOrder[];
  let wishes: ReadonlyMap<string, readonly Wish[]>;
  const drawn = async () => wishesOf(orders, await destinations(), NOW);

  beforeAll(async () => {
    orders = withRegrets((await generatedScenario(ORDERS, 'wishes')).orders);
    wishes = await drawn();
  }, 60_000);

  it('is the same each time', async () => {
    expect([...(await drawn())]).toEqual([...wishes]);
  });

  it('is asked of one order in eight, and of half of those that are cancelled', () => {
    const share = (fate: DemoOrder['fate']): number => {
      const those = orders.filter((order) => order.fate === fate);
      return those.filter(({ reference }) => wishes.has(reference)).length / those.length;
    };
    expect(share('plain')).toBeCloseTo(1 / 8, 1);
    expect(share('cancelled-by-buyer')).toBeCloseTo(1 / 2, 1);
    expect([share('paid-later'), share('asks-a-question')]).toEqual([0, 0]);
  });

  it('names address, contact, day, slot and charges, each in some, and always a change', () => {
    const bodies = [...wishes.values()].flat().map(({ body }) => body);
    for (const part of ['shipTo', 'contact', 'delivery', 'charges'] as const)
      expect(bodies.filter((body) => body[part]).length).toBeGreaterThan(bodies.length / 10);
    expect(bodies.some(({ delivery }) => delivery?.date === '2026-01-20')).toBe(true);
    expect(bodies.filter((body) => Object.keys(body).length === 0)).toEqual([]);
  });

  it('has a key of its own, and a second wish wants everything otherwise than the first', () => {
    const all = [...wishes.values()].flat();
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    const twice = [...wishes.values()].filter(({ length }) => length === 2);
    expect(twice.length).toBeGreaterThan(10);
    for (const [first, second] of twice)
      for (const part of ['shipTo', 'contact', 'charges'] as const)
        if (first!.body[part]) expect(second!.body[part]).not.toEqual(first!.body[part]);
  });
});
