import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { migrateServices } from './migrate.js';
import { rebuildProjections } from './rebuild.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const url = (): string => database.url;
const usual = { plan: false, mayLose: false };

describe('okuru migrate', () => {
  it('plans, goes up, back and up again, and says each step', async () => {
    const planned = await migrateServices({ ...usual, plan: true }, url);
    expect(planned[0]).toBe('order would go forward by PlatformTables1760000000000');
    const done = await migrateServices(usual, url);
    expect(done).toEqual(planned.map((line) => line.replace('would go', 'went')));
    expect(await migrateServices({ ...usual, service: 'inventory' }, url)).toEqual([
      'inventory is where it should be',
    ]);
    const back = { ...usual, service: 'order', to: 'Sets1795000000010' };
    await expect(migrateServices(back, url)).rejects.toThrow(/Nothing was done/);
    expect(await migrateServices({ ...back, mayLose: true }, url)).toEqual([
      expect.stringMatching(/^order went back by IndexByStage\w+$/),
      expect.stringMatching(/^order went back by Stage\w+: loses /),
    ]);
    expect(await migrateServices({ ...usual, service: 'order' }, url)).toHaveLength(2);
    expect(await migrateServices({ ...usual, service: 'order', down: 1 }, url)).toHaveLength(1);
    expect(await migrateServices({ ...usual, service: 'order' }, url)).toHaveLength(1);
  });

  it.each([
    [{ to: 'a', down: 1 }, /contradict/],
    [{ down: 1 }, /--service/],
    [{ service: 'billing' }, /no service billing; there are order, inventory/],
    [{ service: 'order', to: 'Gifts' }, /no version Gifts; there are PlatformTables/],
  ])('refuses %j with the mend', async (given, words) => {
    await expect(migrateServices({ ...usual, ...given }, url)).rejects.toThrow(words);
  });
});

describe('okuru rebuild', () => {
  const rebuilt = async (given: { service?: string; name?: string; all: boolean }): Promise<string[]> => {
    const lines: string[] = [];
    await rebuildProjections(given, url, (line) => lines.push(line));
    return lines;
  };

  it('says what it read and what differed', async () => {
    expect(await rebuilt({ service: 'order', name: 'items', all: false })).toEqual([
      'order items: 0 events read',
      '  catalogue_heard: 1 rows; 0 were missing, 0 were wrong, 0 were strange',
      '  catalogue_item_heard: 0 rows; 0 were missing, 0 were wrong, 0 were strange',
      '  item_replica: 0 rows; 0 were missing, 0 were wrong, 0 were strange',
    ]);
    expect((await rebuilt({ all: true })).filter((line) => !line.startsWith(' '))).toHaveLength(6);
  });

  it.each([
    [{ all: false }, /or say --all; there are order items, order followed, shipping items/],
    [{ service: 'order', all: true }, /or say --all/],
    [{ service: 'inventory', all: false }, /inventory is no projection that can be made anew/],
    [{ service: 'order', name: 'stock', all: false }, /order stock is no projection/],
    [{ service: 'billing', all: false }, /no service billing/],
  ])('refuses %j with the mend', async (given, words) => {
    await expect(rebuilt(given)).rejects.toThrow(words);
  });
});
