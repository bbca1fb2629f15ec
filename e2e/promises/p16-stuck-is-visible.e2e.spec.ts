import { Writable } from 'node:stream';
import { topicOf } from '@okuru/contracts';
import {
  configureLogging,
  KafkaEventLog,
  PostgresEventLog,
  type EventLog,
  type Role,
  type RunningSubscription,
  runtimeOf,
  type ServiceRuntime,
} from '@okuru/platform';
import {
  kafkaAvailability,
  type LocalKafka,
  startLocalKafka,
  testDatabase,
  type TestDatabase,
} from '@okuru/platform/testing';
import { anOrder } from '../support/an-order.js';
import { BreakableLog } from '../support/promises/breakable-log.js';
import { tellFigure } from '../support/promises/figure.js';
import { type Reply, startShop, type TestShop } from '../support/shop.js';

const SEEN_WITHIN_MS = 180_000;
const ALARM_SECONDS = 30;
const ALARMS = ['inventory-unheard', 'order-unsent'];
/** A metric's label may hold a word of a short list or a pattern of a route; an id, a number of an order or an address never. */
const SUSPICIOUS_LABEL = /[0-9a-f]{8}-[0-9a-f]{4}|@|山田|P16-/;

interface Under {
  readonly name: string;
  readonly open: () => Promise<{ log: EventLog; close: () => Promise<void> }>;
  /** Ends the loop that asks the log; the process, its connections and its leases live on. */
  readonly killPollLoop: (member: RunningSubscription) => Promise<void> | void;
}

const onPostgres: Under = {
  name: 'PostgreSQL',
  open: async () => {
    const database: TestDatabase = await testDatabase();
    const log = new PostgresEventLog({ database: database.url });
    await log.install();
    return {
      log,
      close: async () => {
        await log.close();
        await database.drop();
      },
    };
  },
  killPollLoop: (member) => (member as unknown as { reader: { stop(): void } }).reader.stop(),
};

const onKafka: Under = {
  name: 'Kafka',
  open: async () => {
    const local: LocalKafka | undefined = process.env['KAFKA_BROKERS']
      ? undefined
      : await startLocalKafka({ shortLived: true });
    const brokers = (process.env['KAFKA_BROKERS'] ?? local?.brokers ?? '').split(',');
    const log = new KafkaEventLog({ brokers, clientId: 'p16' });
    return {
      log,
      close: async () => {
        await log.close();
        await local?.stop();
      },
    };
  },
  killPollLoop: (member) =>
    (member as unknown as { session: { consumer: { stop(): Promise<void> } } }).session.consumer.stop(),
};

const kafka = process.env['KAFKA_BROKERS'] ? ({ ok: true } as const) : kafkaAvailability();
const unders = kafka.ok || process.env['CI'] === 'true' ? [onPostgres, onKafka] : [onPostgres];

if (unders.length === 1)
  describe.skip(`P16 on Kafka (${kafka.ok ? '' : kafka.reason})`, () =>
    it('makes what is stuck visible', () => undefined));

/** A shop on one of the logs, in which something comes to stand still. */
class StuckShop {
  private constructor(
    private readonly under: Under,
    readonly log: BreakableLog,
    readonly shop: TestShop,
    private readonly closeLog: () => Promise<void>,
  ) {}

  static async start(under: Under): Promise<StuckShop> {
    const opened = await under.open();
    const log = new BreakableLog(opened.log);
    const shop = await startShop({ eventLog: log });
    await shop.stock({ 'P16-MUG': 10 });
    return new StuckShop(under, log, shop, opened.close);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.closeLog();
  }

  /** The poll loop of inventory dies, then nothing more of order gets out; answers how long each took to be seen. */
  async getStuck(): Promise<{ notAlive: number; unheard: number; unsent: number }> {
    const { shop, log } = this;
    await this.under.killPollLoop(log.members.get(topicOf('inventory'))!);
    const killedAt = performance.now();
    expect((await this.place('P16-unheard')).status).toBe(201);
    const { relay } = shop.running.app.get<ServiceRuntime>(runtimeOf('order'), { strict: false });
    await shop.until(
      () => relay.backlog(),
      ({ unsent }) => unsent === 0,
    );
    log.closedTopics.add(topicOf('order'));
    const closedAt = performance.now();
    expect((await this.place('P16-unsent')).status).toBe(201);
    const [notAlive, unheard, unsent] = await Promise.all([
      this.secondsUntil(killedAt, async () => (await this.get('/livez')).status === 503),
      this.secondsUntil(killedAt, async () => (await this.alarms()).includes('inventory-unheard')),
      this.secondsUntil(closedAt, async () => (await this.alarms()).includes('order-unsent')),
    ]);
    return { notAlive, unheard, unsent };
  }

  async get(path: string, role: Role = 'ops'): Promise<Reply> {
    return this.shop.call(role, 'GET', path);
  }

  async alarms(): Promise<readonly string[]> {
    return (await this.get('/readyz')).body.alarms ?? [];
  }

  async secondsUntil(sinceMs: number, look: () => Promise<boolean>): Promise<number> {
    await this.shop.until(look, Boolean, SEEN_WITHIN_MS);
    return Math.round((performance.now() - sinceMs) / 100) / 10;
  }

  private place(reference: string): Promise<Reply> {
    const body = anOrder({ reference, sku: 'P16-MUG', units: 1 });
    return this.shop.call('storefront', 'POST', '/v1/orders', body, { 'idempotency-key': reference });
  }
}

describe('P16, stuck is visible', () => {
  let shops: readonly StuckShop[];
  const logged: string[] = [];

  beforeAll(async () => {
    shops = await Promise.all(unders.map((under) => StuckShop.start(under)));
    configureLogging({
      level: 'error',
      to: new Writable({
        write: (line, _encoding, done) => {
          logged.push(String(line));
          done();
        },
      }),
    });
  }, 300_000);
  afterAll(async () => {
    configureLogging({ level: 'silent' });
    await Promise.all(shops.map((shop) => shop.close()));
  }, 120_000);

  const isSeen = async (stuck: StuckShop, name: string): Promise<void> => {
    expect((await stuck.get('/livez')).status).toBe(200);
    expect(await stuck.alarms()).toEqual([]);
    const { notAlive, unheard, unsent } = await stuck.getStuck();
    expect((await stuck.get('/livez')).body.detail).toBe('stopped: inventory-listening');
    expect((await stuck.get('/readyz')).status).toBe(200);

    const { headers, body } = await stuck.get('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const value = (series: string): number => {
      const line = String(body)
        .split('\n')
        .find((one) => one.startsWith(`${series} `));
      return Number(line?.slice(series.length));
    };
    const lag = `{group="${topicOf('inventory')}",topic="${topicOf('order')}"}`;
    expect(value('outbox_unsent{service="order"}')).toBeGreaterThan(0);
    expect(value('outbox_oldest_unsent_age_seconds{service="order"}')).toBeGreaterThan(ALARM_SECONDS);
    expect(value(`consumer_lag${lag}`)).toBeGreaterThan(0);
    expect(value(`consumer_lag_age_seconds${lag}`)).toBeGreaterThan(ALARM_SECONDS);
    expect(value(`consumer_silence_seconds{group="${topicOf('inventory')}"}`)).toBeGreaterThan(ALARM_SECONDS);
    expect(value('overdue{service="order",what="unsent"}')).toBe(1);
    expect(value('orders_answered_total{outcome="accepted"}')).toBe(2);
    expect(String(body)).not.toMatch(SUSPICIOUS_LABEL);
    for (const role of ['storefront', 'warehouse'] as const)
      expect((await stuck.get('/metrics', role)).status).toBe(403);

    stuck.log.closedTopics.clear();
    const mended = performance.now();
    const over = await stuck.secondsUntil(
      mended,
      async () => !(await stuck.alarms()).includes('order-unsent'),
    );
    tellFigure(
      'P16',
      `on ${name} /livez failed ${notAlive} s after the poll loop died (30 s promised); alarms for unheard events after ` +
        `${unheard} s and unsent facts after ${unsent} s (60 s promised); over ${over} s after the mend`,
    );
  };

  it('a dead poll loop fails /livez, unheard and unsent facts raise alarms, and all of it stands in /metrics', async () => {
    await Promise.all(shops.map((shop, nth) => isSeen(shop, unders[nth]!.name)));
    for (const alarm of ALARMS)
      expect(
        logged.filter((line) => line.includes(`"alarm":"${alarm}"`) && line.includes('"error"')),
      ).toHaveLength(shops.length);
  }, 400_000);
});
