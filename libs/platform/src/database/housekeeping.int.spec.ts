import { definitionOf, type EventData } from '@okuru/contracts';
import pg from 'pg';
import { fact } from '../outbox/fact.js';
import { aLetter, orderIdOf } from '../testing/some-facts.js';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { BATCHES, keepHouse, OPERATIONS_KEPT_MS, RETENTION } from './housekeeping.js';

const DAY_MS = 86_400_000;
let database: TestDatabase;
let service: OpenService;

beforeAll(async () => {
  database = await testDatabase();
  service = await openService('notification', database.url);
});
afterAll(async () => {
  await service.close();
  await database.drop();
});

const count = async (table: string): Promise<number> => {
  const [row] = (await service.dataSource.query(`SELECT count(*)::int AS n FROM ${table}`)) as {
    n: number;
  }[];
  return row?.n ?? -1;
};

describe('housekeeping', () => {
  it('forgets what was heard long ago, in several batches, and keeps the rest', async () => {
    await service.dataSource.query(`
      INSERT INTO inbox SELECT gen_random_uuid(), 'c', now() - interval '31 days' FROM generate_series(1, 12000);
      INSERT INTO inbox SELECT gen_random_uuid(), 'c', now() - interval '29 days' FROM generate_series(1, 7);
      INSERT INTO passed_over SELECT 'c', 't', 0, n, '{}', now() - n * interval '1 day' FROM generate_series(25, 34) AS n;`);
    expect(await keepHouse(service.unitOfWork)).toEqual({
      heard: 12_000,
      passedOver: 5,
      settledLetters: 0,
      events: 0,
      passing: 0,
      operations: 0,
      expired: 0,
    });
    expect(await count('inbox')).toBe(7);
    expect(await count('passed_over')).toBe(5);
  });

  it('keeps open dead letters for ever and settled ones for a while', async () => {
    const letter = (state: string, days: number) => `
      INSERT INTO dead_letter (consumer, topic, partition, "offset", key, record_key, event_id, type, headers, value, value_cut, state, reason, fault, tries, dead_at, settled_at)
      VALUES ('c', 't', 0, 0, 'k', 'k', gen_random_uuid(), '', '{}', '', false, '${state}', 'undecodable', '', 1, now() - interval '${days} days',
        ${state === 'dead' ? 'NULL' : `now() - interval '${days} days'`})`;
    for (const [state, days] of [
      ['dead', 400],
      ['replayed', 400],
      ['discarded', 10],
    ] as const)
      await service.dataSource.query(letter(state, days));
    expect(await keepHouse(service.unitOfWork)).toMatchObject({ settledLetters: 1 });
    expect(await count('dead_letter')).toBe(2);
  });

  it('forgets answers for repeats where the service keeps any', async () => {
    await service.dataSource.query(`
      CREATE TABLE operation (op_id int, at timestamptz);
      INSERT INTO operation VALUES (1, now() - interval '31 days'), (2, now() - interval '29 days');`);
    expect(await keepHouse(service.unitOfWork)).toMatchObject({ operations: 0 });
    const retention = { ...RETENTION, operationsMs: OPERATIONS_KEPT_MS };
    expect(await keepHouse(service.unitOfWork, retention)).toMatchObject({ operations: 1 });
    expect(await service.dataSource.query('SELECT op_id FROM operation')).toEqual([{ op_id: 2 }]);
  });

  it('keeps facts for ever unless told, and unsent ones in any case', async () => {
    await service.unitOfWork.run(async (tx) => tx.publish(aLetter(1), aLetter(2)));
    await service.dataSource.query(`UPDATE event SET time = now() - interval '400 days'`);
    await service.dataSource.query('DELETE FROM outbox WHERE position = (SELECT min(position) FROM outbox)');
    expect(await keepHouse(service.unitOfWork)).toMatchObject({ events: 0 });
    expect(
      await keepHouse(service.unitOfWork, {
        inboxMs: DAY_MS,
        settledLettersMs: DAY_MS,
        eventsMs: 365 * DAY_MS,
      }),
    ).toMatchObject({ events: 1 });
    expect(await count('event')).toBe(1);
  });

  it('forgets passing facts after an hour, and their keys with them; lasting and unsent ones stay', async () => {
    const order = await openService('order', database.url);
    const rows = async (sql: string): Promise<string[]> =>
      ((await order.dataSource.query(sql)) as { key: string }[]).map(({ key }) => key);
    const example = definitionOf('rehearsal.asked')!.example as EventData<'rehearsal.asked'>;
    const asked = (nth: number) => fact('rehearsal.asked', { ...example, rehearsalId: orderIdOf(nth) });
    const cancelled = fact('order.cancellation-requested', { orderId: orderIdOf(1), reason: 'buyer-asked' });
    const [old, unsent, young, lasting] = [
      ...[1, 2, 3].map((nth) => `rehearsal:${orderIdOf(nth)}`),
      `order:${orderIdOf(1)}`,
    ];
    try {
      await order.unitOfWork.run(async (tx) => tx.publish(asked(1), asked(2), asked(3), cancelled));
      await order.dataSource.query(
        `DELETE FROM outbox USING event WHERE event_id = event.id AND event.key <> '${unsent}'`,
      );
      await order.dataSource.query(
        `UPDATE event SET time = now() - interval '61 minutes' WHERE key <> '${young}'`,
      );
      expect(await keepHouse(order.unitOfWork)).toMatchObject({ events: 0, passing: 1 });
      const left = [unsent, young, lasting].sort();
      expect(await rows('SELECT key FROM event ORDER BY key')).toEqual(left);
      expect(await rows('SELECT key FROM event_head ORDER BY key')).toEqual(left);
      expect(left).not.toContain(old);
      expect(await keepHouse(order.unitOfWork)).toMatchObject({ passing: 0 });
    } finally {
      await order.close();
    }
  });
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): string[] => [
  `${plan['Node Type']} ${plan['Relation Name'] ?? ''}`.trim(),
  ...(plan.Plans ?? []).flatMap(nodesOf),
];

describe('a batch over large tables', () => {
  const ROWS = 100_000;

  beforeAll(async () => {
    // Not the service's own connection, which lets no statement take as long.
    const filling = new pg.Client({
      connectionString: database.url,
      options: '-c search_path=okuru_notification',
    });
    await filling.connect();
    await filling.query(`
      TRUNCATE inbox, passed_over, dead_letter, event, outbox;
      DROP TABLE IF EXISTS operation;
      CREATE TABLE operation (op_id uuid PRIMARY KEY, at timestamptz NOT NULL);
      CREATE INDEX operation_at ON operation (at);
      INSERT INTO inbox SELECT gen_random_uuid(), 'c', now() - n * interval '1 minute' FROM generate_series(1, ${ROWS}) n;
      INSERT INTO passed_over SELECT 'c', 't', 0, n, '{}', now() - n * interval '1 minute' FROM generate_series(1, ${ROWS}) n;
      INSERT INTO operation SELECT gen_random_uuid(), now() - n * interval '1 minute' FROM generate_series(1, ${ROWS}) n;
      INSERT INTO event SELECT gen_random_uuid(), 'k' || n, 't', 1, 1, now() - n * interval '1 minute', '', NULL, '{}', n % 100 = 0
        FROM generate_series(1, ${ROWS}) n;
      INSERT INTO dead_letter (consumer, topic, partition, "offset", key, record_key, event_id, type, headers, value, value_cut, state, reason, fault, tries, settled_at)
        SELECT 'c', 't', 0, n, 'k', 'k', gen_random_uuid(), '', '{}', '', false, 'replayed', 'undecodable', '', 1, now() - n * interval '1 minute'
        FROM generate_series(1, ${ROWS}) n;`);
    await filling.query('ANALYZE inbox, passed_over, operation, event, dead_letter, outbox');
    await filling.end();
  }, 600_000);

  it.each(Object.entries(BATCHES))(
    '%s is found by an index, never by reading the table',
    async (table, sql) => {
      const [row] = (await service.dataSource.query(`EXPLAIN (FORMAT JSON) ${sql}`, [
        30 * DAY_MS,
        5_000,
      ])) as {
        'QUERY PLAN': readonly { Plan: Plan }[];
      }[];
      const nodes = row?.['QUERY PLAN'].flatMap(({ Plan: plan }) => nodesOf(plan)) ?? [];
      expect(nodes.length).toBeGreaterThan(2);
      expect(nodes.filter((node) => node === `Seq Scan ${table}`)).toEqual([]);
      expect(nodes.some((node) => node.startsWith('Index') && node.endsWith(table))).toBe(true);
    },
  );

  it('is seen to read the table when its index is taken away', async () => {
    await service.dataSource.query('DROP INDEX operation_at');
    const [row] = (await service.dataSource.query(`EXPLAIN (FORMAT JSON) ${BATCHES.operation}`, [
      30 * DAY_MS,
      5_000,
    ])) as { 'QUERY PLAN': readonly { Plan: Plan }[] }[];
    expect(row?.['QUERY PLAN'].flatMap(({ Plan: plan }) => nodesOf(plan))).toContain('Seq Scan operation');
  });
});
