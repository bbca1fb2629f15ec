import { topicOf } from '@okuru/contracts';
import { PostgresEventLog, Relay, type RunningSubscription } from '@okuru/platform';
import {
  aLetter,
  HearingService,
  openService,
  type OpenService,
  testDatabase,
  type TestDatabase,
  until,
} from '@okuru/platform/testing';
import { FalteringLog } from '../support/promises/faltering-log.js';
import { many, scaled, tellFigure } from '../support/promises/figure.js';

const KEYS = scaled(1_000);
const EVENTS_PER_KEY = 20;
const PARTITIONS = 8;
const KEYS_PER_TRANSACTION = 250;
const LEASE_MS = 400;
const HEARD_WITHIN_MS = 540_000;

describe('P5, events of one key are heard in order', () => {
  let databases: TestDatabase[];
  let hearing: HearingService;
  let stating: OpenService;
  let log: PostgresEventLog;

  beforeAll(async () => {
    databases = [await testDatabase(), await testDatabase()];
    const [services, events] = databases.map(({ url }) => url);
    hearing = await HearingService.open(services!, 'order');
    stating = await openService('notification', services!);
    log = new PostgresEventLog({ database: events! });
    await log.install();
  });
  afterAll(async () => {
    await log.close();
    await hearing.close();
    await stating.close();
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('while relays freeze in the middle of a batch and partitions change hands', async () => {
    const topic = topicOf('notification');
    await log.ensureTopic(topic, PARTITIONS);
    const faltering = [3, 4, 5].map((every) => new FalteringLog(log, { every, standsStillMs: LEASE_MS * 2 }));
    const relays = faltering.map(
      (one) =>
        new Relay({
          service: 'notification',
          dataSource: stating.dataSource,
          eventLog: one.asLog(),
          pace: { leaseMs: LEASE_MS, batchSizeMax: 200 },
        }),
    );
    for (const relay of relays) relay.start();
    const consumers: ReturnType<HearingService['member']>[] = [];
    const join = (): Promise<RunningSubscription> => {
      const consumer = hearing.member();
      consumers.push(consumer);
      return log.subscribe({
        group: hearing.consumer,
        topics: [topic],
        startFrom: 'beginning',
        batchSizeMax: 200,
        onBatch: (batch) => consumer.onBatch(batch),
      });
    };
    const members = [await join(), await join()];
    let handovers = 0;
    for (let nth = 1; nth <= EVENTS_PER_KEY; nth += 1) {
      for (let from = 0; from < KEYS; from += KEYS_PER_TRANSACTION) {
        const keys = Array.from(
          { length: Math.min(KEYS_PER_TRANSACTION, KEYS - from) },
          (_, at) => from + at,
        );
        await stating.unitOfWork.run((tx) => {
          tx.publish(...keys.map((key) => aLetter(key, nth)));
          return Promise.resolve();
        });
      }
      for (const relay of relays) relay.wake();
      if (nth % 3 !== 0) continue;
      members.push(await join());
      await members.shift()?.close();
      handovers += 1;
    }
    const all = KEYS * EVENTS_PER_KEY;
    await until(
      async () => (await hearing.rows<{ n: number }>('SELECT count(*)::int AS n FROM effect'))[0]!.n >= all,
      HEARD_WITHIN_MS,
    );
    await Promise.all([...relays.map((relay) => relay.stop()), ...members.map((member) => member.close())]);

    const [counted] = await hearing.rows<{ keys: number; effects: number; regressions: number }>(`
      SELECT count(DISTINCT key)::int AS keys, count(*)::int AS effects, count(*) FILTER (WHERE word <> due)::int AS regressions
      FROM (SELECT key, word::int, row_number() OVER (PARTITION BY key ORDER BY nth) AS due FROM effect) AS heard`);
    const falters = faltering.reduce((sum, one) => sum + one.falters, 0);
    const takeovers = relays.reduce((sum, { figures }) => sum + figures.leasesTaken, 0) - 1;
    const duplicates = consumers.reduce((sum, { figures }) => sum + figures.duplicates, 0);
    tellFigure(
      'P5',
      `${many(KEYS)} keys x ${EVENTS_PER_KEY} events, ${falters} relays frozen mid-batch, ${takeovers} failovers, ` +
        `${handovers} partition handovers, ${many(duplicates)} duplicates passed over, ${counted?.regressions} regressions`,
    );
    expect(counted).toEqual({ keys: KEYS, effects: all, regressions: 0 });
    expect(falters).toBeGreaterThan(0);
    expect(takeovers).toBeGreaterThan(0);
    expect(duplicates).toBeGreaterThan(0);
    expect(handovers).toBeGreaterThan(0);
  }, 600_000);
});
