import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiKeys, MemoryEventLog, readConfig, startServices, type RunningApp } from '@okuru/platform';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import { importBill } from './import-bill.js';
import { withShop } from './shop-address.js';
import { whatIf, whatIfLines } from './what-if.js';
import { discount, tariffOption, whatIfQuestion } from './what-if-question.js';

describe('commands that ask a running shop', () => {
  const eventLog = new MemoryEventLog();
  let database: TestDatabase;
  let app: RunningApp;
  let key: string;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'okuru-cli-'));
    database = await testDatabase();
    const config = readConfig({
      ...{ DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent', OKURU_EVENT_LOG: 'memory' },
    });
    app = await startServices(config, [shippingService], { eventLog });
    key = (await app.app.get(ApiKeys).issue({ role: 'ops', label: 'cli' })).key;
  });
  afterAll(async () => {
    await app.close();
    await eventLog.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const HEADER = 'tracking_number,size_class,billed_yen,billed_on';
  const asked = { carrier: 'yamato', number: '2026-10' };

  it('hands a bill in, once', async () => {
    const path = await file('bill.csv', `${HEADER}\n999999999999,60,650,2026-10-05\n`);
    const take = () => withShop({ url: app.url, key }, (shop) => importBill(shop, path, asked));
    const lines = (await take()).join('\n');
    expect(lines).toContain('1 rows taken, 0 known before');
    expect(lines).toContain('unknown-parcel: 1 rows, 650 yen');
    expect((await take())[0]).toContain('0 rows taken, 1 known before');
  });

  it('says row, column and mend of a bill that is refused', async () => {
    const path = await file('faulty.csv', `${HEADER}\n999999999999,60,much,2026-10-05\n`);
    const taken = withShop({ url: app.url, key }, (shop) => importBill(shop, path, asked));
    await expect(taken).rejects.toThrow(
      /rows\[2\]\.billed_yen: Row 2, billed_yen: "much" is no whole number.*Write digits only/,
    );
  });

  it('asks what if and has the answer and its chart', async () => {
    const question = await whatIfQuestion({
      discount: [discount('sagawa/takuhaibin=8%')],
      from: '2026-10-01',
      to: '2026-10-31',
    });
    const { answer, chart } = await withShop({ url: app.url, key }, (shop) =>
      whatIf(shop, question, () => undefined),
    );
    expect(answer).toMatchObject({ state: 'done', from: '2026-10-01', progress: { done: 0, of: 0 } });
    expect(chart).toContain('no parcels');
    expect(whatIfLines(answer)[0]).toBe('2026-10-01 to 2026-10-31: 0 orders compared, 0 would go otherwise');
  });

  it('reads packages as the shop answers them, and a tariff alone', async () => {
    const packages = await withShop({ url: app.url, key }, (shop) => shop.send('GET', '/v1/packages'));
    const path = await file('packages.json', JSON.stringify(packages.body));
    const { packages: kinds } = packages.body as { packages: object[] };
    const tariff = await file('tariff.json', '{"carrier":"sagawa"}');
    expect(await whatIfQuestion({ packages: path, tariff: tariffOption(tariff) })).toEqual({
      packages: kinds,
      tariffs: [{ carrier: 'sagawa' }],
    });
    await expect(whatIfQuestion({ tariff: tariffOption(await file('no.json', 'x')) })).rejects.toThrow(
      /--tariff: .* is no JSON/,
    );
    await expect(whatIfQuestion({})).rejects.toThrow('What if what?');
    expect(() => discount('sagawa=8')).toThrow('carrier/service=8%');
  });

  it('needs a key, and an address that is one', async () => {
    await expect(withShop({ url: app.url, key: '' }, () => Promise.resolve())).rejects.toThrow('--key');
    await expect(withShop({ url: 'shop', key }, () => Promise.resolve())).rejects.toThrow('--url');
  });
});
