import { migratedDatabase, openService, type OpenService, type TestDatabase } from '@okuru/platform/testing';
import { migrations } from '../migrations/index.js';
import { catalogueVersion, keepItems } from './item-replica.store.js';

describe('the catalogue as the order service hears it', () => {
  let database: TestDatabase;
  let service: OpenService;

  beforeEach(async () => {
    database = await migratedDatabase('order', migrations);
    service = await openService('order', database.url, { migrations });
  });
  afterEach(async () => {
    await service.close();
    await database.drop();
  });

  const hear = (...items: [version: number, sku: string, of: number][]) =>
    service.unitOfWork.run((tx) =>
      keepItems(
        tx,
        items.map(([version, sku, of]) => ({
          sku,
          itemVersion: version,
          catalogueVersion: version,
          catalogueItems: of,
          valueYen: 1,
          names: { ja: sku, en: '' },
        })),
      ),
    );
  const heard = () => service.unitOfWork.read(catalogueVersion);

  it('is at a version only when every item of it was heard', async () => {
    await hear([1, 'A', 3], [1, 'C', 3]);
    expect(await heard()).toBe(0);
    await hear([1, 'B', 3]);
    expect(await heard()).toBe(1);
  });

  it('waits for the versions before', async () => {
    await hear([2, 'A', 1], [3, 'B', 1]);
    expect(await heard()).toBe(0);
    await hear([1, 'C', 1]);
    expect(await heard()).toBe(3);
  });

  it('counts an item heard twice once, before and after its version was whole', async () => {
    await hear([1, 'A', 2]);
    await hear([1, 'A', 2]);
    expect(await heard()).toBe(0);
    await hear([1, 'B', 2]);
    await hear([1, 'A', 2]);
    expect(await heard()).toBe(1);
  });

  it('is whole when its halves are heard at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => hear([1, `S${index}`, 20])));
    expect(await heard()).toBe(1);
  });
});
