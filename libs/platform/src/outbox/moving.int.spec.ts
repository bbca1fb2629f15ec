import { catalogue, type EventDefinition, SERVICES, topicOf } from '@okuru/contracts';
import type { ClientBase } from 'pg';
import { withConnection } from '../database/connection.js';
import { keyHashOf, partitionOf } from '../event-log/murmur2.js';
import { PostgresEventLog } from '../event-log/postgres/postgres-event-log.js';
import { aLetter } from '../testing/some-facts.js';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import type { Fact } from './fact.js';
import { type Moved, Moving } from './moving.js';
import { RELAY, RelayLease } from './relay-lease.js';
import { readUnsent } from './unsent.js';

const PARTITIONS = 4;
const FACTS_MAX = 500;
const ALL_IN = { waiting: 1, ours: true, moved: 1 };

let database: TestDatabase;
let log: PostgresEventLog;
beforeAll(async () => {
  database = await testDatabase();
  log = new PostgresEventLog({ database: database.url });
  await log.install();
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

interface Logged {
  readonly partition: number;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
}

/** What the relay would send by way of Node, as the log would keep it. */
const expectedOf = async (client: ClientBase, service: (typeof SERVICES)[number]): Promise<Logged[]> => {
  const unsent = await readUnsent(client, service, FACTS_MAX);
  return (unsent.byTopic.get(topicOf(service)) ?? []).map(({ key, headers, value }) => ({
    partition: partitionOf(key, PARTITIONS),
    key,
    headers: JSON.stringify(headers),
    value,
  }));
};

/** The records of a topic by partition, which is all the order there is. */
const loggedOf = async ({ dataSource }: OpenService, topic: string): Promise<Logged[]> =>
  dataSource.query(
    `SELECT partition, key, headers, value FROM okuru_log.record WHERE topic = $1 ORDER BY partition, "offset"`,
    [topic],
  );

const byPartition = (records: readonly Logged[]): Logged[] =>
  Array.from({ length: PARTITIONS }, (_, nth) => records.filter(({ partition }) => partition === nth)).flat();

describe.each(SERVICES)('facts of %s, moved inside the database', (service) => {
  let open: OpenService;
  let lease: RelayLease;
  const topic = topicOf(service);
  beforeAll(async () => {
    open = await openService(service, database.url);
    lease = new RelayLease(RELAY, 60_000);
    await withConnection(open.dataSource, (client) => lease.take(client));
    await log.ensureTopic(topic, PARTITIONS);
  });
  afterAll(() => open.close());

  const move = (factsMax = FACTS_MAX): Promise<Moved> =>
    withConnection(open.dataSource, (client) =>
      new Moving(log, service).move(client, [lease.name, lease.owner], factsMax),
    );
  const examples = (catalogue as readonly EventDefinition[])
    .filter(({ emitter }) => emitter === service)
    .map(({ type, example }) => ({ type, data: example }) as Fact);

  it('are to the byte what they would be by way of Node, whatever the catalogue holds', async () => {
    await open.unitOfWork.run(async (tx) => tx.publish(...examples));
    await open.transactions.once((tx) =>
      tx.causedBy(
        () => ({
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          causationId: '01930f3e-7a00-7000-8000-0000000000e1',
        }),
        async () => tx.publish(...examples),
      ),
    );
    const expected = await withConnection(open.dataSource, (client) => expectedOf(client, service));
    expect(expected).toHaveLength(examples.length * 2);
    expect(await move()).toEqual({ waiting: expected.length, ours: true, moved: expected.length });
    expect(await loggedOf(open, topic)).toEqual(byPartition(expected));
    expect(await move()).toEqual({ waiting: 0, ours: true, moved: 0 });
  });
});

describe('moving', () => {
  const topic = topicOf('notification');
  let open: OpenService;
  let lease: RelayLease;
  beforeAll(async () => {
    open = await openService('notification', database.url);
    await log.ensureTopic(topic, PARTITIONS);
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    await open.dataSource.query('TRUNCATE event, event_head, outbox, relay_lease, okuru_log.record');
    lease = new RelayLease(RELAY, 60_000);
    await withConnection(open.dataSource, (client) => lease.take(client));
  });

  const move = (factsMax = FACTS_MAX): Promise<Moved> =>
    withConnection(open.dataSource, (client) =>
      new Moving(log, 'notification').move(client, [lease.name, lease.owner], factsMax),
    );
  const state = (...words: string[]): Promise<void> =>
    open.unitOfWork.run(async (tx) => tx.publish(...words.map((word) => aLetter('a', word))));
  const left = async (): Promise<number> =>
    Number(((await open.dataSource.query('SELECT count(*) AS n FROM outbox')) as { n: string }[])[0]?.n);
  const words = async (): Promise<string[]> =>
    (await loggedOf(open, topic)).map(({ value }) => /<(.*)@test>/.exec(value)?.[1] ?? '?');

  it('escapes as JavaScript does', async () => {
    const key = 'k"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028\u2029é山😀';
    await open.dataSource.query(
      `INSERT INTO event (id, key, type, version, aggregate_version, time, traceparent, causation_id, data)
       VALUES ('01930f3e-7a00-7000-8000-0000000000e1', $1, $1, 12, 9007199254740991, '2026-01-15T03:04:05.9999Z', $1,
         '01930F3E-7A00-7000-8000-0000000000E2', jsonb_build_object('b', $1::text, 'aa', 1.50, 'a', '[]'::jsonb))`,
      [key],
    );
    await open.dataSource.query(
      'INSERT INTO outbox (event_id, topic, key_hash) SELECT id, $1, $2 FROM event',
      [topic, keyHashOf(key)],
    );
    const expected = await withConnection(open.dataSource, (client) => expectedOf(client, 'notification'));
    expect(await move()).toEqual(ALL_IN);
    expect(await loggedOf(open, topic)).toEqual(expected);
  });

  it('takes the oldest first, as many as it may, and keeps the order of a key', async () => {
    await state('0', '1', '2');
    await state('3', '4');
    expect(await move(2)).toEqual({ waiting: 2, ours: true, moved: 2 });
    expect(await words()).toEqual(['0', '1']);
    expect(await move()).toEqual({ waiting: 3, ours: true, moved: 3 });
    expect(await words()).toEqual(['0', '1', '2', '3', '4']);
    expect(await left()).toBe(0);
  });

  it.each([
    ['the lease is another process’s', `UPDATE relay_lease SET owner = gen_random_uuid()`, false],
    ['the lease has run out', `UPDATE relay_lease SET until = '-infinity'`, false],
    [
      'a fact is of the release before',
      `UPDATE outbox SET key_hash = NULL WHERE position = (SELECT max(position) FROM outbox)`,
      true,
    ],
    [
      'a fact is for another topic',
      `UPDATE outbox SET topic = 'elsewhere' WHERE position = (SELECT max(position) FROM outbox)`,
      true,
    ],
  ])('takes nothing where %s', async (_why, sql, ours) => {
    await state('0', '1');
    await open.dataSource.query(sql);
    expect(await move()).toEqual({ waiting: 2, ours, moved: 0 });
    expect(await words()).toEqual([]);
    expect(await left()).toBe(2);
  });

  it('leaves the facts where they are when the log does not take them', async () => {
    await state('0', '1');
    const nowhere = {
      ...log,
      appendingSql: () => log.appendingSql(`'no-such-topic'::text || $4`),
      wake: () => undefined,
    };
    const moving = new Moving(nowhere as never, 'notification');
    const trying = withConnection(open.dataSource, (client) =>
      moving.move(client, [lease.name, lease.owner], FACTS_MAX),
    );
    await expect(trying).rejects.toThrow('division by zero');
    expect(await left()).toBe(2);
  });

  it('waits for whoever holds the relay, and then sends what was there', async () => {
    await state('0');
    const order: string[] = [];
    await withConnection(open.dataSource, async (holder) => {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM relay_lease FOR UPDATE');
      const moving = move().then((moved) => {
        order.push(`moved ${moved.moved}`);
      });
      await new Promise((resolve) => setTimeout(resolve, 150));
      order.push('let go');
      await holder.query('COMMIT');
      await moving;
    });
    expect(order).toEqual(['let go', 'moved 1']);
  });

  it('sends nothing that another took while it waited for the lease', async () => {
    await state('0');
    await withConnection(open.dataSource, async (other) => {
      await other.query('BEGIN');
      await other.query('UPDATE relay_lease SET owner = gen_random_uuid()');
      await other.query('DELETE FROM outbox');
      const moving = move();
      await new Promise((resolve) => setTimeout(resolve, 150));
      await other.query('COMMIT');
      expect(await moving).toMatchObject({ ours: false, moved: 0 });
    });
    expect(await words()).toEqual([]);
  });
});
