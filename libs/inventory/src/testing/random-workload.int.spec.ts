import fc from 'fast-check';
import { faultsInTheBooks } from './books.js';
import {
  anOrder,
  aParcelOf,
  aReport,
  openWarehouse,
  type PlacedOrder,
  someone,
  type Warehouse,
} from './warehouse.js';

const SKUS = ['A', 'B', 'C', 'D', 'E', 'F'];
const CLIENTS = 8;

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());

/** What one client does next; `pick` chooses among the orders placed so far. */
interface Step {
  readonly kind: 'place' | 'void' | 'dispatch' | 'receive' | 'adjust' | 'import' | 'edit' | 'repeat' | 'miss';
  readonly skus: readonly string[];
  readonly quantity: number;
  readonly pick: number;
  readonly shortStock: PlacedOrder['shortStock'];
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'place',
    'place',
    'place',
    'dispatch',
    'dispatch',
    'void',
    'miss',
    'miss',
    'receive',
    'receive',
    'adjust',
    'import',
    'edit',
    'repeat',
  ),
  skus: fc.uniqueArray(fc.constantFrom(...SKUS), { minLength: 1, maxLength: 4 }),
  quantity: fc.integer({ min: 1, max: 6 }),
  pick: fc.nat(1_000),
  shortStock: fc.constantFrom('ship-complete', 'ship-available', 'cancel-short'),
});
const anyWorkload = fc.array(fc.array(anyStep, { minLength: 15, maxLength: 15 }), {
  minLength: CLIENTS,
  maxLength: CLIENTS,
});

/** One client: its steps one after the other, among the steps of all other clients. */
const work = async (steps: readonly Step[], orders: PlacedOrder[], client: number): Promise<void> => {
  for (const [nth, { kind, skus, quantity, pick, shortStock }] of steps.entries()) {
    const units = Object.fromEntries(skus.map((sku) => [sku, quantity]));
    const some = orders[pick % Math.max(1, orders.length)];
    const opId = `${client}-${nth}`;
    if (kind === 'place') {
      const batch = [anOrder(units, { shortStock }), anOrder(units), anOrder({ [skus[0] ?? 'A']: 1 })];
      orders.push(...batch);
      await warehouse.place(...batch);
    } else if (kind === 'repeat' && some) await warehouse.place(some);
    else if (kind === 'void' && some) await warehouse.void(some);
    else if (kind === 'dispatch' && some)
      await warehouse.dispatch(aParcelOf(some, some.orderId)).catch(expectNothingReserved);
    else if (kind === 'miss' && some) {
      const cause = pick % 2 ? 'damaged' : 'not-found';
      const report = aReport(some, { [some.lines[0]!.sku]: quantity }, { cause });
      await warehouse.missed(report, report).catch(expectNothingReserved);
      if (pick % 3 === 0) await warehouse.missed(report).catch(expectNothingReserved);
    } else if (kind === 'receive') await warehouse.receive(units, opId);
    else if (kind === 'edit')
      await warehouse.importItems.import(Buffer.from(`sku,name_ja\n${skus[0]},${opId}`));
    else if (kind === 'import') {
      const rows = skus.map((sku) => `${sku},${quantity * 5},${quantity % 3}`);
      await warehouse.importStock
        .import(someone, opId, Buffer.from(['sku,on_hand,safety', ...rows].join('\n')))
        .catch(expectRefusal);
    } else if (kind === 'adjust') {
      const adjustment = { sku: skus[0] ?? 'A', by: quantity - 4 || 1, reason: 'counted' };
      await warehouse.adjustStock.adjust(someone, opId, adjustment).catch(expectRefusal);
    }
  }
};

const expectNothingReserved = (fault: Error) => expect(fault.name).toBe('NothingReserved');
const expectRefusal = (fault: Error) => expect(fault.name).toBe('Refusal');

it('keeps the books right whatever happens at the same time, and never deadlocks', async () => {
  const seen = { shipped: 0, waiting: 0, released: 0, replaced: 0, awaited: 0 };
  await fc.assert(
    fc.asyncProperty(anyWorkload, async (workload) => {
      await warehouse.clear();
      await warehouse.knows(...SKUS);
      const orders: PlacedOrder[] = [];
      await Promise.all(workload.map((steps, client) => work(steps, orders, client)));
      expect(await faultsInTheBooks(warehouse)).toEqual([]);
      const [counts] = await warehouse.query<typeof seen>(
        `SELECT (SELECT count(*)::int FROM movement WHERE kind = 'shipped') AS shipped,
           (SELECT count(*)::int FROM reservation WHERE waiting > 0) AS waiting,
           (SELECT count(*)::int FROM event WHERE type = 'stock.released') AS released,
           (SELECT count(*)::int FROM event WHERE type = 'stock.replaced') AS replaced,
           (SELECT count(*)::int FROM event WHERE type = 'stock.replacement-awaited') AS awaited`,
      );
      seen.shipped += counts?.shipped ?? 0;
      seen.waiting += counts?.waiting ?? 0;
      seen.released += counts?.released ?? 0;
      seen.replaced += counts?.replaced ?? 0;
      seen.awaited += counts?.awaited ?? 0;
    }),
    { numRuns: 15, endOnFailure: true },
  );
  // A workload in which nothing happened would prove nothing.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});
