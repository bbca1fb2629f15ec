import pg from 'pg';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { RelayLease } from './relay-lease.js';

const LONG_MS = 60_000;
/** Long enough to be confirmed on a busy machine, short enough to wait for its end. */
const SHORT_MS = 3_000;

let database: TestDatabase;
let service: OpenService;
let one: pg.Client;
let other: pg.Client;

const connected = async (): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: database.url,
    options: '-c search_path=okuru_notification',
  });
  await client.connect();
  return client;
};

beforeAll(async () => {
  database = await testDatabase();
  service = await openService('notification', database.url);
  [one, other] = [await connected(), await connected()];
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
  await service.close();
  await database.drop();
});
beforeEach(() => service.dataSource.query('TRUNCATE relay_lease'));

/** As if the time of the lease had passed. */
const runOut = (): Promise<unknown> =>
  service.dataSource.query(`UPDATE relay_lease SET until = clock_timestamp() - interval '1 millisecond'`);

describe('the lease of the relay', () => {
  it('belongs to one process at a time, which may renew it', async () => {
    const [mine, theirs] = [new RelayLease('relay', LONG_MS), new RelayLease('relay', LONG_MS)];
    expect(await mine.take(one)).toBe(1);
    expect(await theirs.take(other)).toBeUndefined();
    expect(await mine.take(one)).toBe(1);
    expect([await mine.confirmWithin(one), await theirs.confirmWithin(other)]).toEqual([true, false]);
  });

  it('goes to one of two that ask at once', async () => {
    const taken = await Promise.all(
      [one, other].map((client) => new RelayLease('relay', LONG_MS).take(client)),
    );
    expect(taken.filter((epoch) => epoch !== undefined)).toEqual([1]);
  });

  it('that ran out goes to whoever asks, under a new epoch, and its last holder is told', async () => {
    const [mine, theirs] = [new RelayLease('relay', LONG_MS), new RelayLease('relay', LONG_MS)];
    await mine.take(one);
    await runOut();
    expect(await mine.confirmWithin(one)).toBe(false);
    expect(await theirs.take(other)).toBe(2);
    expect(await mine.take(one)).toBeUndefined();
    expect(await mine.confirmWithin(one)).toBe(false);
  });

  it('that was given back is free at once, and only its holder can give it back', async () => {
    const [mine, theirs] = [new RelayLease('relay', LONG_MS), new RelayLease('relay', LONG_MS)];
    await mine.take(one);
    await theirs.giveBack(other);
    expect(await theirs.take(other)).toBeUndefined();
    await mine.giveBack(one);
    expect(await theirs.take(other)).toBe(2);
  });

  it('confirmed in a transaction cannot be taken over before it ends, though its time runs out meanwhile', async () => {
    const [mine, theirs] = [new RelayLease('relay', SHORT_MS), new RelayLease('relay', LONG_MS)];
    await mine.take(one);
    await one.query('BEGIN');
    expect(await mine.confirmWithin(one)).toBe(true);
    await one.query('SELECT pg_sleep($1)', [SHORT_MS / 1_000]);
    const ends: string[] = [];
    const takeover = theirs.take(other).then((epoch) => ends.push(`taken over as ${epoch}`));
    await one.query('SELECT pg_sleep(0.2)');
    ends.push('transaction over');
    await one.query('COMMIT');
    await takeover;
    expect(ends).toEqual(['transaction over', 'taken over as 2']);
  });
});
