import { MemoryEventLog } from '../event-log/memory/memory-event-log.js';
import type { LogRecord } from '../event-log/event-log.js';
import { PostgresEventLog } from '../event-log/postgres/postgres-event-log.js';
import { slowPublisher } from '../testing/slow-publisher.js';
import { aLetter, orderIdOf } from '../testing/some-facts.js';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { Relay, type RelayOptions } from './relay.js';

const TOPIC = 'okuru.notification';

/** Remembers what was appended, in order, and does what a test wants before each append. */
class WatchedLog extends MemoryEventLog {
  readonly appended: LogRecord[] = [];
  before: () => Promise<void> = async () => undefined;

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    await this.before();
    await super.append(topic, records);
    this.appended.push(...records);
  }
}

let database: TestDatabase;
let service: OpenService;
let log: WatchedLog;
const relays: Relay[] = [];

beforeAll(async () => {
  database = await testDatabase();
  service = await openService('notification', database.url);
});
afterAll(async () => {
  await service.close();
  await database.drop();
});
beforeEach(async () => {
  await service.dataSource.query('TRUNCATE event, event_head, outbox, relay_lease');
  log = new WatchedLog();
  await log.ensureTopic(TOPIC, 4);
});
afterEach(async () => {
  log.before = async () => undefined;
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await log.close();
});

const startRelay = (options: Partial<RelayOptions> = {}): Relay => {
  const relay = new Relay({
    service: 'notification',
    dataSource: service.dataSource,
    eventLog: log,
    ...options,
  });
  relays.push(relay);
  relay.start();
  return relay;
};
const publish = (nth: number | string, word: number | string): Promise<void> =>
  service.unitOfWork.run(async (tx) => tx.publish(aLetter(nth, word)));
const outboxIsEmpty = async (): Promise<boolean> =>
  ((await service.dataSource.query('SELECT count(*)::int AS n FROM outbox')) as { n: number }[])[0]?.n === 0;
const wordsOf = (nth: number | string, records: readonly LogRecord[]): string[] =>
  records
    .filter(({ key }) => key === `order:${orderIdOf(nth)}`)
    .map(({ value }) => /<(.*)@test>/.exec(value)?.[1] ?? '?');
const lastPosition = async (): Promise<number> =>
  (
    (await service.dataSource.query(`SELECT last_value::int AS v FROM outbox_position_seq`)) as {
      v: number;
    }[]
  )[0]?.v ?? 0;
const firstOccurrences = (records: readonly LogRecord[]): LogRecord[] => {
  const seen = new Set<string | undefined>();
  return records.filter(({ headers: { ce_id } }) => !seen.has(ce_id) && seen.add(ce_id));
};

describe('the relay', () => {
  it('sends what was stated, per key in order, and empties the outbox', async () => {
    startRelay({ pace: { batchSizeMax: 7 } });
    for (let word = 0; word < 20; word += 1)
      await service.unitOfWork.run(async (tx) => tx.publish(aLetter('a', word), aLetter('b', word)));
    await until(outboxIsEmpty);
    const all = Array.from({ length: 20 }, (_, word) => String(word));
    expect(wordsOf('a', log.appended)).toEqual(all);
    expect(wordsOf('b', log.appended)).toEqual(all);
    expect(log.appended.map(({ headers }) => headers.ce_aggversion).slice(-1)).toEqual(['20']);
  });

  it('is woken by the commit, not by the next poll', async () => {
    const relay = startRelay({ pace: { pollFirstMs: 600_000, pollMaxMs: 600_000 } });
    service.transactions.onStated(() => relay.wake());
    await until(() => relay.figures.leasesTaken > 0);
    await publish(1, 'woken');
    await until(() => log.appended.length === 1);
  });

  it('sends together what is stated soon after a batch', async () => {
    const relay = startRelay({ pace: { gatherMs: 5_000 } });
    service.transactions.onStated(() => relay.wake());
    await publish('a', 0);
    await until(() => log.appended.length === 1);
    for (let word = 1; word < 5; word += 1) await publish('a', word);
    expect(log.appended).toHaveLength(1);
    await until(() => relay.figures.batches === 2);
    expect(log.appended).toHaveLength(5);
  });

  it('does not lose the fact whose transaction took its place earlier and committed later', async () => {
    const slow = await slowPublisher(database.url, aLetter('slow', 'late'));
    startRelay();
    await publish('fast', 'early');
    await until(() => log.appended.length === 1);
    expect(slow.position).toBeLessThan(await lastPosition()); // the lower place is the later one
    await slow.commit();
    await until(outboxIsEmpty);
    expect(wordsOf('slow', log.appended)).toEqual(['late']);
  });

  it('does not delete a fact that was committed below while it was sending', async () => {
    const slow = await slowPublisher(database.url, aLetter('slow', 'late'));
    let commits = 0;
    log.before = async () => {
      if (commits === 0) await slow.commit();
      commits += 1;
    };
    await publish('fast', 'early');
    startRelay();
    await until(outboxIsEmpty);
    expect(wordsOf('slow', log.appended)).toEqual(['late']);
  });

  it('waits for a log that is away, loses nothing, and goes on by itself', async () => {
    let refusals = 0;
    log.before = async () => {
      if (refusals < 4) {
        refusals += 1;
        throw new Error('the broker is away');
      }
    };
    const relay = startRelay({ pace: { afterFailure: { firstMs: 5, maxMs: 20 } } });
    for (let word = 0; word < 5; word += 1) await publish('a', word);
    await until(outboxIsEmpty);
    expect(relay.figures.failures).toBe(4);
    expect(wordsOf('a', log.appended)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('sends from one process at a time', async () => {
    const [one, two] = [startRelay(), startRelay()];
    for (let word = 0; word < 30; word += 1) await publish('a', word);
    await until(() => one.figures.sent + two.figures.sent === 30);
    expect([one.figures.sent, two.figures.sent].sort((a, b) => a - b)).toEqual([0, 30]);
    expect(log.appended).toHaveLength(30);
  });

  it('hands over at once when it is stopped, having sent what was there', async () => {
    const first = startRelay({ pace: { leaseMs: 600_000 } });
    await until(() => first.figures.leasesTaken === 1);
    await publish('a', 'before');
    await first.stop();
    expect(await outboxIsEmpty()).toBe(true);
    await publish('a', 'after');
    startRelay();
    await until(outboxIsEmpty); // the first one's lease would have run for minutes
    expect(wordsOf('a', log.appended)).toEqual(['before', 'after']);
  });

  it('keeps the order per key of first occurrences when a frozen relay comes back after another took over', async () => {
    let thaw: () => void = () => undefined;
    const frozen = new Promise<void>((resolve) => (thaw = resolve));
    const zombiesLog = new WatchedLog({ store: (log as unknown as { store: never }).store });
    const inOrder: LogRecord[] = [];
    const [own, theirs] = [log.append.bind(log), zombiesLog.append.bind(zombiesLog)];
    log.append = async (topic, records) => (await own(topic, records), void inOrder.push(...records));
    zombiesLog.append = async (topic, records) => (
      await theirs(topic, records),
      void inOrder.push(...records)
    );
    zombiesLog.before = () => frozen;

    for (let word = 0; word < 10; word += 1) for (const key of ['a', 'b', 'c']) await publish(key, word);
    const pace = { leaseMs: 300, batchSizeMax: 15 };
    const zombie = startRelay({ eventLog: zombiesLog, pace });
    await until(() => zombie.figures.leasesTaken === 1);
    const heir = startRelay({ pace });
    await until(() => heir.figures.sent === 30);
    for (let word = 10; word < 15; word += 1) for (const key of ['a', 'b', 'c']) await publish(key, word);
    await until(outboxIsEmpty);
    thaw();
    await until(() => zombie.figures.sent > 0);

    expect(inOrder.length).toBeGreaterThan(45); // the zombie did send again, else this test proved nothing
    const all = Array.from({ length: 15 }, (_, word) => String(word));
    for (const key of ['a', 'b', 'c']) expect(wordsOf(key, firstOccurrences(inOrder))).toEqual(all);
    await zombiesLog.close();
  });
});

describe('the relay into a log in the same database', () => {
  const openLog = async (): Promise<PostgresEventLog> => {
    const opened = new PostgresEventLog({ database: database.url });
    await opened.install();
    await opened.ensureTopic(TOPIC, 4);
    return opened;
  };
  const logged = (): Promise<{ id: string }[]> =>
    service.dataSource.query(`SELECT headers::json->>'ce_id' AS id FROM okuru_log.record WHERE topic = $1`, [
      TOPIC,
    ]);

  let shared: PostgresEventLog;
  beforeAll(async () => {
    shared = await openLog();
  });
  afterAll(() => shared.close());
  beforeEach(() => service.dataSource.query('TRUNCATE okuru_log.record'));

  it('moves facts in one transaction: what fails half-way leaves both sides as they were', async () => {
    await service.dataSource.query(`
      CREATE SEQUENCE faults;
      CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('okuru_notification.faults') <= 2 THEN RAISE 'after the append, before the commit'; END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER fail_twice AFTER INSERT ON okuru_log.record FOR EACH STATEMENT EXECUTE FUNCTION fail_twice()`);
    try {
      for (let word = 0; word < 10; word += 1) await publish(word, word);
      const relay = startRelay({
        eventLog: shared,
        sharesDatabase: true,
        pace: { afterFailure: { firstMs: 5, maxMs: 5 } },
      });
      await until(() => relay.figures.sent === 10);
      expect(relay.figures.failures).toBe(2);
    } finally {
      await service.dataSource.query('DROP FUNCTION fail_twice CASCADE; DROP SEQUENCE faults');
    }
    const ids = (await logged()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    expect(ids).toHaveLength(10);
  });

  it('does so with facts of the release before too, which bear no hash of their key', async () => {
    let faults = 0;
    const failing = Object.assign(Object.create(shared) as PostgresEventLog, {
      async appendWithin(...given: Parameters<PostgresEventLog['appendWithin']>) {
        await shared.appendWithin(...given);
        if (faults < 2) {
          faults += 1;
          throw new Error('after the append, before the commit');
        }
      },
    });
    for (let word = 0; word < 10; word += 1) await publish(word, word);
    await service.dataSource.query('UPDATE outbox SET key_hash = NULL');
    startRelay({ eventLog: failing, sharesDatabase: true, pace: { afterFailure: { firstMs: 5, maxMs: 5 } } });
    await until(outboxIsEmpty);
    expect(faults).toBe(2);
    const ids = (await logged()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    expect(ids).toHaveLength(10);
  });

  it('leaves a relay that lost its lease nothing to send', async () => {
    const relay = startRelay({ eventLog: shared, sharesDatabase: true });
    await until(() => relay.figures.leasesTaken === 1);
    await service.dataSource.query(
      `UPDATE relay_lease SET owner = gen_random_uuid(), until = clock_timestamp() + interval '1 hour'`,
    );
    await publish(1, 'not by you');
    relay.wake();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(relay.figures.sent).toBe(0);
    expect(await outboxIsEmpty()).toBe(false);
  });
});
