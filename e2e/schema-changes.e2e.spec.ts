import { setTimeout as wait } from 'node:timers/promises';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService, orderTables } from '@okuru/order';
import {
  CONFIG,
  type Config,
  MemoryEventLog,
  migrate,
  migrateTo,
  OldCodeError,
  schemaOf,
  startServices,
} from '@okuru/platform';
import { schemaParts } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import { Pool } from 'pg';
import { schemaFaults } from '../tools/schema/guard.js';
import { untilAllQuiet } from './support/all-quiet.js';
import { anOrder } from './support/an-order.js';
import type { OpenScriptedShop } from './support/journeys/scripted-shop.js';
import { ContractLetters1990000000004, NEXT_RELEASE } from './support/next-release.js';
import { SERVICE_TABLES } from '../apps/cli/src/evolution/services.js';
import { startShop, type TestShop } from './support/shop.js';
import { startWorkedShop } from './support/worked-shop.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
const STORY_MS_MAX = 240_000;

/** Orders one after the other until told to stop; answers the statuses. */
class Customer {
  readonly statuses: number[] = [];
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly shop: TestShop,
    private readonly name: string,
  ) {
    this.running = this.order();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async order(): Promise<void> {
    while (!this.stopped) {
      const reference = `${this.name}-${this.statuses.length}`;
      const body = anOrder({ reference, sku: 'MUG', units: 1 });
      const { status } = await this.shop.call('storefront', 'POST', '/v1/orders', body, {
        'idempotency-key': reference,
      });
      this.statuses.push(status);
    }
  }
}

describe('a schema that changes under a shop that serves', () => {
  const log = new MemoryEventLog();
  let shop: TestShop;
  let database: Pool;

  beforeAll(async () => {
    shop = await startShop({ eventLog: log });
    database = new Pool({ connectionString: shop.databaseUrl, max: 2 });
    await shop.stock({ MUG: 100_000 });
  });
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
  });

  const everyService = async (work: (tables: (typeof SERVICE_TABLES)[number]) => Promise<unknown>) => {
    for (const tables of SERVICE_TABLES) await work(tables);
  };
  const toNextRelease = () =>
    everyService(({ service, migrations }) =>
      migrateTo(service, shop.databaseUrl, [...migrations, ...NEXT_RELEASE[service]]),
    );
  const back = () =>
    everyService(({ service, migrations }) =>
      migrateTo(service, shop.databaseUrl, [...migrations, ...NEXT_RELEASE[service]], {
        down: NEXT_RELEASE[service].length,
        mayLose: true,
      }),
    );

  it('the changes of the next release are such as the guard lets pass', async () => {
    for (const migrations of Object.values(NEXT_RELEASE))
      for (const migration of migrations) expect(await schemaFaults(migration)).toEqual([]);
  });

  it(
    'goes forward and back while orders come, and no caller notices',
    async () => {
      const parts = () =>
        Promise.all(SERVICE_TABLES.map(({ service }) => schemaParts(database, schemaOf(service))));
      const before = await parts();
      const customers = Array.from({ length: 2 }, (_, nth) => new Customer(shop, `customer-${nth}`));
      try {
        await toNextRelease();
        await wait(300);
        await back();
        await wait(300);
        await toNextRelease();
      } finally {
        await Promise.all(customers.map((customer) => customer.stop()));
      }
      const statuses = customers.flatMap((customer) => customer.statuses);
      expect(statuses.length).toBeGreaterThan(20);
      expect(new Set(statuses)).toEqual(new Set([201]));
      await untilAllQuiet(shop, database);
      const { rows } = await database.query(
        `SELECT (SELECT count(*)::int FROM okuru_order.orders WHERE status = 'awaiting-packing') AS planned,
         (SELECT count(*)::int FROM okuru_order.dead_letter) + (SELECT count(*)::int FROM okuru_inventory.dead_letter)
         + (SELECT count(*)::int FROM okuru_shipping.dead_letter) + (SELECT count(*)::int FROM okuru_notification.dead_letter) AS dead`,
      );
      expect(rows).toEqual([{ planned: statuses.length, dead: 0 }]);
      await back();
      expect(await parts()).toEqual(before);
    },
    STORY_MS_MAX,
  );

  it(
    'an older release starts on the newer schema and takes orders beside it',
    async () => {
      await toNextRelease();
      const config = shop.running.app.get<Config>(CONFIG);
      const older = await startServices(
        { ...config, http: { host: '127.0.0.1', port: 0 } },
        [orderService, inventoryService, shippingService, notificationService],
        { eventLog: log },
      );
      try {
        const answers = await Promise.all(
          [shop.url, older.url].map((url, nth) =>
            fetch(`${url}/v1/orders`, {
              method: 'POST',
              headers: {
                authorization: `Bearer ${shop.keys.storefront}`,
                'content-type': 'application/json',
                'idempotency-key': `older-${nth}`,
              },
              body: JSON.stringify(anOrder({ reference: `older-${nth}`, sku: 'MUG', units: 1 })),
            }),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual([201, 201]);
        await untilAllQuiet(shop, database);
      } finally {
        await older.close();
      }
    },
    STORY_MS_MAX,
  );

  it(
    'an older release refuses to start once a contract step took away what it uses',
    async () => {
      const newer = [...orderTables.migrations, ...NEXT_RELEASE.order, ContractLetters1990000000004];
      await migrateTo('order', shop.databaseUrl, newer);
      await expect(migrate('order', shop.databaseUrl, orderTables.migrations)).rejects.toThrow(OldCodeError);
      const config = shop.running.app.get<Config>(CONFIG);
      await expect(startServices(config, [orderService], { eventLog: log, listen: false })).rejects.toThrow(
        /too old for the database of order: ContractLetters1990000000004/,
      );
      await migrateTo('order', shop.databaseUrl, newer, { down: 1, mayLose: true });
      await migrate('order', shop.databaseUrl, orderTables.migrations);
    },
    STORY_MS_MAX,
  );
});

describe('every migration, on the rows of a shop at work', () => {
  let scripted: OpenScriptedShop;

  beforeAll(async () => {
    scripted = await startWorkedShop(SEED);
    await scripted.shop.running.close();
  }, STORY_MS_MAX);
  afterAll(() => scripted.close());

  it.each(SERVICE_TABLES.map((tables) => [tables.service, tables] as const))(
    '%s: goes back and up again to the same schema, step by step',
    async (service, { migrations }) => {
      const { database, shop } = scripted;
      const go = (goal: { down?: number }) =>
        migrateTo(service, shop.databaseUrl, migrations, { ...goal, mayLose: true });
      const parts = () => schemaParts(database, schemaOf(service));
      const { rows } = await database.query<{ n: number }>(
        `SELECT sum((xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', table_schema, table_name),
           false, true, '')))[1]::text::int)::int AS n FROM information_schema.tables WHERE table_schema = $1`,
        [schemaOf(service)],
      );
      expect(rows[0]?.n).toBeGreaterThan(20);
      const whole = await parts();
      for (let steps = 1; steps <= migrations.length; steps += 1) {
        // Of the rows of each level: this one step back, and forward.
        const here = await parts();
        const { down } = await go({ down: 1 });
        expect(down).toHaveLength(1);
        await migrateTo(service, shop.databaseUrl, migrations, { to: down[0]!.name });
        expect({ after: down[0]!.name, parts: await parts() }).toEqual({ after: down[0]!.name, parts: here });
        await go({ down: 1 });
      }
      expect((await parts()).filter((part) => !/migration/.test(part))).toEqual([]);
      await go({});
      expect(await parts()).toEqual(whole);
    },
    STORY_MS_MAX,
  );
});
