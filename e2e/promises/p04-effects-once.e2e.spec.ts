import { topicOf } from '@okuru/contracts';
import { type LogRecord, PostgresEventLog, type RunningSubscription } from '@okuru/platform';
import {
  aLetter,
  HearingService,
  recordOf,
  testDatabase,
  type TestDatabase,
  until,
} from '@okuru/platform/testing';
import { many, scaled, tellFigure } from '../support/promises/figure.js';
import { chanceOf } from '../support/schedules/random.js';

const DELIVERIES = scaled(100_000);
const TIMES_MAX = 5;
const ORDERS = 500;
const PARTITIONS = 8;
const APPENDED_AT_ONCE = 1_000;
/** So many times a member leaves and another one comes. */
const REBALANCES = 8;
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
const HEARD_WITHIN_MS = 540_000;

/** Each event is in the log one to five times, its copies among newer events of its order. */
const stutter = (chance: (count: number) => number): { records: LogRecord[]; events: number } => {
  const records: LogRecord[] = [];
  const copies: LogRecord[] = [];
  let events = 0;
  while (records.length + copies.length < DELIVERIES) {
    const record = recordOf(aLetter(chance(ORDERS), events));
    events += 1;
    records.push(record);
    for (let more = chance(TIMES_MAX); more > 0; more -= 1) copies.push(record);
    // Copies leave the heap in any order, so that some come at once and others thousands of records later.
    for (let send = chance(TIMES_MAX); send > 0 && copies.length > 0; send -= 1)
      records.push(...copies.splice(chance(copies.length), 1));
  }
  return { records: [...records, ...copies], events };
};

describe('P4, effects in a database happen once per event', () => {
  let databases: TestDatabase[];
  let service: HearingService;
  let log: PostgresEventLog;

  beforeAll(async () => {
    databases = [await testDatabase(), await testDatabase()];
    service = await HearingService.open(databases[0]!.url, 'order');
    log = new PostgresEventLog({ database: databases[1]!.url });
    await log.install();
  });
  afterAll(async () => {
    await log.close();
    await service.close();
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('of events delivered one to five times while members of the group come and go', async () => {
    const chance = chanceOf(SEED);
    const { records, events } = stutter(chance);
    const topic = topicOf('notification');
    await log.ensureTopic(topic, PARTITIONS);
    const consumers: ReturnType<HearingService['member']>[] = [];
    const join = (): Promise<RunningSubscription> => {
      const consumer = service.member();
      consumers.push(consumer);
      return log.subscribe({
        group: service.consumer,
        topics: [topic],
        startFrom: 'beginning',
        batchSizeMax: 500,
        onBatch: (batch) => consumer.onBatch(batch),
      });
    };
    const members = [await join(), await join()];
    let rebalances = 0;
    for (let from = 0; from < records.length; from += APPENDED_AT_ONCE) {
      await log.append(topic, records.slice(from, from + APPENDED_AT_ONCE));
      if (from < ((rebalances + 1) * records.length) / (REBALANCES + 1)) continue;
      members.push(await join());
      await members.shift()?.close();
      rebalances += 1;
    }
    await until(async () => {
      const lag = await log.lag(service.consumer, [topic]);
      return lag.every(({ nextOffset, endOffset }) => nextOffset === endOffset);
    }, HEARD_WITHIN_MS);
    await Promise.all(members.map((member) => member.close()));

    const [counted] = await service.rows<{ effects: number; once: number; doubled: number }>(`
      SELECT sum(times)::int AS effects, count(*)::int AS once, count(*) FILTER (WHERE times > 1)::int AS doubled
      FROM (SELECT count(*) AS times FROM effect GROUP BY event_id) AS events`);
    const sum = (figure: 'handled' | 'duplicates' | 'fenced' | 'dead'): number =>
      consumers.reduce((total, { figures }) => total + figures[figure], 0);
    tellFigure(
      'P4',
      `${many(records.length)} deliveries of ${many(events)} events (1 to ${TIMES_MAX} times each), ${rebalances} rebalances, ` +
        `${many(sum('duplicates'))} duplicates passed over, ${counted?.doubled} doubled effects, ${events - (counted?.once ?? 0)} missing`,
    );
    expect(counted).toEqual({ effects: events, once: events, doubled: 0 });
    expect(sum('duplicates')).toBeGreaterThan(0);
    expect(sum('dead')).toBe(0);
    expect(rebalances).toBeGreaterThan(0);
  }, 600_000);
});
