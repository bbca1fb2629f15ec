import { definitionOf } from '@okuru/contracts';
import { SwallowedFaultError } from '../database/transactions.js';
import { aLetter, orderIdOf } from '../testing/some-facts.js';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { currentTrace, runInTrace } from '../trace/current-trace.js';
import { factId } from './fact.js';
import { FACT_BYTES_MAX, UnstatableFactError } from './stated-fact.js';

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
beforeEach(() => service.dataSource.query('TRUNCATE event, event_head, outbox'));

const rows = <Row>(sql: string): Promise<Row[]> => service.unitOfWork.read((tx) => tx.query<Row>(sql));
const count = async (table: string): Promise<number> =>
  (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;
const versions = async (): Promise<number[]> =>
  (await rows<{ v: string }>('SELECT aggregate_version AS v FROM event ORDER BY key, aggregate_version')).map(
    ({ v }) => Number(v),
  );

describe('publishing', () => {
  it('archives a fact with its envelope and puts a reference into the outbox', async () => {
    const trace = await runInTrace(undefined, async () => {
      await service.unitOfWork.run(async (tx) => tx.publish(aLetter(1)));
      return currentTrace().traceparent;
    });
    expect(
      await rows('SELECT key, type, version, aggregate_version, traceparent, causation_id, data FROM event'),
    ).toEqual([
      {
        key: `order:${orderIdOf(1)}`,
        type: 'letter.sent',
        version: definitionOf('letter.sent')!.version,
        aggregate_version: '1',
        traceparent: trace,
        causation_id: null,
        data: aLetter(1).data,
      },
    ]);
    expect(await rows('SELECT topic FROM outbox JOIN event ON id = event_id')).toEqual([
      { topic: 'okuru.notification' },
    ]);
  });

  it('leaves nothing behind when the transaction is rolled back', async () => {
    const happened: string[] = [];
    const failing = service.unitOfWork.run(async (tx) => {
      tx.publish(aLetter(1), aLetter(2));
      tx.afterCommit(() => happened.push('after commit'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([await count('event'), await count('event_head'), await count('outbox'), happened.length]).toEqual(
      [0, 0, 0, 0],
    );
  });

  it('leaves nothing behind when the commit itself is refused', async () => {
    await service.dataSource.query(
      'CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)',
    );
    const failing = service.unitOfWork.run(async (tx) => {
      tx.publish(aLetter(1));
      await tx.query('INSERT INTO child VALUES (1)');
    });
    await expect(failing).rejects.toMatchObject({ code: '23503' });
    expect(await count('event')).toBe(0);
  });

  it('does not take a swallowed database error for a commit', async () => {
    const swallowing = service.unitOfWork.run(async (tx) => {
      await tx.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(SwallowedFaultError);
  });

  it('runs what was to follow the commit, even when one of them throws', async () => {
    const happened: string[] = [];
    await service.unitOfWork.run(async (tx) => {
      tx.afterCommit(() => {
        throw new Error('must not matter');
      });
      tx.afterCommit(() => happened.push('second'));
    });
    expect(happened).toEqual(['second']);
  });

  it('gives facts of one key dense versions in the order in which they were published', async () => {
    await service.unitOfWork.run(async (tx) => tx.publish(aLetter('a', 1), aLetter('b', 1), aLetter('a', 2)));
    await service.unitOfWork.run(async (tx) => tx.publish(aLetter('a', 3)));
    const ofA = await rows(
      `SELECT aggregate_version::int AS v, data->>'messageId' AS m FROM event WHERE key = 'order:${orderIdOf('a')}' ORDER BY 1`,
    );
    expect(ofA).toEqual([
      { v: 1, m: '<1@test>' },
      { v: 2, m: '<2@test>' },
      { v: 3, m: '<3@test>' },
    ]);
  });

  it('keeps versions dense and the outbox in their order when many publish for the same keys at once', async () => {
    const keys = ['x', 'y', 'z'];
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        service.unitOfWork
          .run(async (tx) => {
            // Each transaction names the keys in another order: the heads must be locked in one order for all.
            const order = [...keys.slice(at % 3), ...keys.slice(0, at % 3)];
            tx.publish(...order.map((key) => aLetter(key, at)));
            if (at % 10 === 9) throw new Error('rolled back');
          })
          .catch((fault: Error) => {
            if (fault.message !== 'rolled back') throw fault;
          }),
      ),
    );
    const dense = Array.from({ length: 54 }, (_, at) => at + 1);
    expect(await versions()).toEqual([...dense, ...dense, ...dense]);
    const disordered = await rows(`
      SELECT 1 FROM (
        SELECT aggregate_version - lag(aggregate_version) OVER (PARTITION BY key ORDER BY position) AS step
        FROM outbox JOIN event ON id = event_id
      ) AS steps WHERE step <> 1`);
    expect(disordered).toEqual([]);
  });

  it('does nothing when the same fact is stated again, and spends no version on it', async () => {
    const same = factId('letter', 1);
    await service.unitOfWork.run(async (tx) =>
      tx.publish(aLetter(1, 'first', same), aLetter(1, 'twice in one', same)),
    );
    await service.unitOfWork.run(async (tx) => tx.publish(aLetter(1, 'again', same)));
    await service.unitOfWork.run(async (tx) =>
      tx.publish(aLetter(1, 'new'), aLetter(1, 'again', same), aLetter(2, 'other')),
    );
    expect(
      await rows(`SELECT aggregate_version::int AS v, data->>'messageId' AS m FROM event ORDER BY m`),
    ).toEqual([
      { v: 1, m: '<first@test>' },
      { v: 2, m: '<new@test>' },
      { v: 1, m: '<other@test>' },
    ]);
    expect(await count('outbox')).toBe(3);
  });

  it('states a deterministic fact once when many state it at the same time', async () => {
    const same = factId('letter', 'race');
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        service.unitOfWork.run(async (tx) => tx.publish(aLetter(1, at, same), aLetter(1, `own-${at}`))),
      ),
    );
    expect(await versions()).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
  });

  it('refuses at once what is not in the catalogue’s shape, of another service, or too large', async () => {
    const refused = (publish: Parameters<OpenService['unitOfWork']['run']>[0]) =>
      expect(service.unitOfWork.run(publish)).rejects.toThrow(UnstatableFactError);
    await refused(async (tx) => tx.publish({ ...aLetter(1), data: { ...aLetter(1).data, messageId: '' } }));
    await refused(async (tx) =>
      tx.publish({ type: 'item.changed', data: definitionOf('item.changed')?.example as never }),
    );
    await refused(async (tx) => tx.publish({ type: 'order.teleported' as never, data: {} as never }));
    expect(FACT_BYTES_MAX).toBeLessThan(1_048_576);
    expect(await count('event')).toBe(0);
  });

  it('does not state what the schema does not know', async () => {
    await service.unitOfWork.run(async (tx) =>
      tx.publish({ ...aLetter(1), data: { ...aLetter(1).data, email: 'a@b.example' } as never }),
    );
    expect(await rows('SELECT data FROM event')).toEqual([{ data: aLetter(1).data }]);
  });

  it('is over when the transaction is over', async () => {
    let leaked: Parameters<Parameters<OpenService['unitOfWork']['run']>[0]>[0] | undefined;
    await service.unitOfWork.run(async (tx) => {
      leaked = tx;
    });
    expect(() => leaked?.publish(aLetter(1))).toThrow('ended');
    await expect(leaked?.query('SELECT 1')).rejects.toThrow('ended');
  });
});
