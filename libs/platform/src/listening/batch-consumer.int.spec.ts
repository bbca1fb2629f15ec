import * as fc from 'fast-check';
import pg from 'pg';
import { TryAgainError } from '../database/transient.js';
import { KEPT_VALUE_BYTES_MAX } from '../dead-letter/dead-letter.js';
import type { LogRecord } from '../event-log/event-log.js';
import { moveFence } from '../inbox/fence.js';
import { BatchConsumer } from './batch-consumer.js';
import { deliveryOf, recordOf } from '../testing/deliveries.js';
import { HearingService, wordOf } from '../testing/hearing-service.js';
import { aLetter, orderIdOf } from '../testing/some-facts.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { DeliveryAbortedError, PartitionHaltedError } from './halt.js';

let database: TestDatabase;
let order: HearingService;

beforeAll(async () => {
  database = await testDatabase();
  order = await HearingService.open(database.url);
});
afterAll(async () => {
  await order.close();
  await database.drop();
});
beforeEach(() => order.reset());

const letters = (count: number, from = 0): LogRecord[] =>
  Array.from({ length: count }, (_, at) => recordOf(aLetter(from + at, from + at)));
const words = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => String(from + at));
const keyOf = (nth: number | string): string => `order:${orderIdOf(nth)}`;
const letterRows = (): Promise<Record<string, unknown>[]> =>
  order.rows(
    'SELECT "offset"::int AS "offset", state, reason, fault, tries, type FROM dead_letter ORDER BY id',
  );
const fence = async (): Promise<number | undefined> =>
  (await order.rows<{ at: number }>('SELECT next_offset::int AS at FROM consumer_fence'))[0]?.at;
const halted = (reason: string) => expect.objectContaining({ name: 'PartitionHaltedError', reason });

describe('hearing', () => {
  it('hands a batch to a batch handler in one call, and one by one to a single handler', async () => {
    await order.member().onBatch(deliveryOf(letters(50)));
    expect(order.calls).toEqual([50]);
    await order.member({}, { batch: false }).onBatch(deliveryOf(letters(3, 50), 50));
    expect(order.calls).toEqual([50, 1, 1, 1]);
    expect(await order.effects()).toEqual(words(53));
    expect(await fence()).toBe(53);
  });

  it('keeps the order of a key inside a batch and never gives it twice in one call', async () => {
    const records = [1, 2, 3].flatMap((word) =>
      ['a', 'b'].map((key) => recordOf(aLetter(key, `${key}${word}`))),
    );
    await order.member().onBatch(deliveryOf(records));
    expect(order.calls).toEqual([2, 2, 2]);
    expect(await order.effects(keyOf('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  it('applies an event once however often it is produced and delivered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 25 }),
        fc.array(fc.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 12 })), { maxLength: 30 }),
        async (copies, windows) => {
          await order.reset();
          const log = copies.flatMap((times, nth) => {
            const letter = recordOf(aLetter(nth % 3, nth));
            return Array.from({ length: times }, () => letter);
          });
          // Members come and go; each begins at or before where the group stands, never after it.
          let stands = 0;
          for (const [from, count] of windows) {
            const start = from % (stands + 1);
            await order.member().onBatch(deliveryOf(log.slice(start, start + count), start));
            stands = Math.max(stands, Math.min(start + count, log.length));
          }
          if (stands < log.length) await order.member().onBatch(deliveryOf(log.slice(stands), stands));
          const all = words(copies.length);
          for (const key of [0, 1, 2])
            expect(await order.effects(keyOf(key))).toEqual(all.filter((_, nth) => nth % 3 === key));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts duplicates', async () => {
    const [one] = letters(1);
    const member = order.member();
    await member.onBatch(deliveryOf([one!, one!, one!]));
    await member.onBatch(deliveryOf([one!]));
    expect(member.figures).toMatchObject({ handled: 1, duplicates: 3, fenced: 1 });
  });

  it('states what a handler publishes in the same transaction, or not at all', async () => {
    const published = (): Promise<unknown[]> =>
      order.rows('SELECT causation_id AS "causationId", traceparent, key FROM event');
    let fail = true;
    order.before = (event, tx) => {
      const { orderId } = event.data as { orderId: string };
      tx.publish({ type: 'order.cancellation-requested', data: { orderId, reason: 'shop-asked' } });
      if (fail) throw new TryAgainError('not yet');
    };
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const records = [recordOf(aLetter(1), { traceparent: trace }), recordOf(aLetter(2))];
    await expect(order.member().onBatch(deliveryOf(records))).rejects.toThrow('not yet');
    expect(await published()).toEqual([]);
    fail = false;
    await order.member().onBatch(deliveryOf(records));
    expect(await published()).toEqual([
      {
        causationId: records[0]?.headers.ce_id,
        traceparent: expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)/),
        key: keyOf(1),
      },
      { causationId: records[1]?.headers.ce_id, traceparent: expect.stringMatching(/^00-/), key: keyOf(2) },
    ]);
  });
});

describe('the fence', () => {
  it('lets a member that wakes up after another took over do no harm', async () => {
    const records = letters(10);
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const [zombie, heir] = [order.member(), order.member()];
    // The zombie froze with its batch in hand, before its transaction began.
    const late = asleep.then(() => zombie.onBatch(deliveryOf(records)));
    await heir.onBatch(deliveryOf(records));
    await heir.onBatch(deliveryOf(letters(5, 10), 10));
    wake();
    await late;
    expect(await order.effects()).toEqual(words(15));
    expect(await fence()).toBe(15);
    expect(zombie.figures).toMatchObject({ handled: 0, fenced: 1 });
  });

  it('makes the other wait while one is inside its transaction, and then fences it', async () => {
    const records = letters(4);
    let inside = 0;
    let insideMax = 0;
    order.before = async () => {
      inside += 1;
      insideMax = Math.max(insideMax, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    const members = [order.member(), order.member(), order.member()];
    await Promise.all(members.map((member) => member.onBatch(deliveryOf(records))));
    expect(insideMax).toBe(1);
    expect(await order.effects()).toEqual(words(4));
    expect(members.map(({ figures }) => figures.fenced).sort()).toEqual([0, 1, 1]);
  });

  it('takes over from a process that froze inside its transaction', async () => {
    await order.member().onBatch(deliveryOf(letters(1)));
    const frozen = new pg.Client({
      connectionString: database.url,
      options: '-c search_path=okuru_order -c idle_in_transaction_session_timeout=300',
    });
    frozen.on('error', () => undefined);
    await frozen.connect();
    await frozen.query('BEGIN');
    await frozen.query('SELECT * FROM consumer_fence FOR UPDATE');
    await order.member().onBatch(deliveryOf(letters(2, 1), 1));
    expect(await order.effects()).toEqual(words(3));
    await frozen.end().catch(() => undefined);
  });

  it('begins where the log begins when the group is new', async () => {
    await order.member().onBatch(deliveryOf(letters(2), 700));
    expect(await fence()).toBe(702);
  });

  it('halts and alarms when records are missing', async () => {
    const member = order.member();
    await member.onBatch(deliveryOf(letters(2)));
    await expect(member.onBatch(deliveryOf(letters(2, 3), 3))).rejects.toEqual(halted('records-missing'));
    expect(member.alarms.standing()).toEqual([
      expect.objectContaining({ topic: 'okuru.notification', partition: 0, reason: 'records-missing' }),
    ]);
    expect(await order.effects()).toEqual(words(2));
    await member.onBatch(deliveryOf(letters(1, 2), 2)); // they were only late
    expect(member.alarms.standing()).toEqual([]);
  });

  it('halts and alarms inside a batch with a gap', async () => {
    const batch = deliveryOf(letters(3));
    const [a, , c] = batch.records;
    await expect(order.member().onBatch({ ...batch, records: [a!, c!] })).rejects.toEqual(
      halted('records-missing'),
    );
    expect(await order.effects()).toEqual([]);
  });

  it('halts and alarms when the topic was created again, until somebody decides', async () => {
    const member = order.member();
    await member.onBatch(deliveryOf(letters(5)));
    const anew = deliveryOf(letters(3, 100));
    await expect(member.onBatch(anew)).rejects.toEqual(halted('topic-recreated'));
    expect(member.alarms.standing()).toHaveLength(1);
    expect(await order.effects()).toEqual(words(5));
    await order.service.unitOfWork.run((tx) =>
      moveFence(tx.query, { consumer: 'okuru.order', topic: 'okuru.notification', partition: 0 }),
    );
    await member.onBatch(anew);
    expect(await order.effects()).toEqual([...words(5), ...words(3, 100)]);
  });

  it('notices a re-created topic by unreadable records too', async () => {
    const broken = (value: string): LogRecord => ({ key: 'k', headers: {}, value });
    const member = order.member();
    await member.onBatch(deliveryOf([broken('x')]));
    await member.onBatch(deliveryOf([broken('x')])); // the same again
    await expect(member.onBatch(deliveryOf([broken('y')]))).rejects.toEqual(halted('topic-recreated'));
  });
});

describe('poison', () => {
  const POISONED = 77;
  const poisonOf =
    (...poisoned: (number | string)[]) =>
    (event: Parameters<typeof wordOf>[0]): void => {
      if (poisoned.map(String).includes(wordOf(event))) throw new Error(`no ${wordOf(event)}`);
    };

  it('harms one event among 200: its neighbours commit, it becomes a dead letter', async () => {
    order.before = poisonOf(POISONED);
    const member = order.member();
    await member.onBatch(deliveryOf(letters(200)));
    expect((await order.effects()).sort()).toEqual(
      words(200)
        .filter((word) => word !== String(POISONED))
        .sort(),
    );
    expect(await letterRows()).toEqual([
      {
        offset: POISONED,
        state: 'dead',
        reason: 'handler-failed',
        fault: 'Error: no 77',
        tries: 3,
        type: 'letter.sent',
      },
    ]);
    expect(await fence()).toBe(200);
    expect(member.figures).toMatchObject({ handled: 199, dead: 1, waiting: 0 });
    expect(order.calls.length).toBeLessThan(40); // halves, not one by one
  });

  it('is tried three times before it is given up, and kept when a later try succeeds', async () => {
    let tries = 0;
    order.before = () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    };
    await order.member().onBatch(deliveryOf(letters(1)));
    expect(tries).toBe(3);
    expect(await order.effects()).toEqual(['0']);
    expect(await letterRows()).toEqual([]);
  });

  it('parks its key: later events of the key wait in order, other keys go on', async () => {
    order.before = poisonOf('a1');
    const member = order.member();
    const of = (key: string, ...nths: number[]) => nths.map((nth) => recordOf(aLetter(key, `${key}${nth}`)));
    await member.onBatch(deliveryOf([...of('a', 0, 1, 2), ...of('b', 0), ...of('a', 3), ...of('b', 1)]));
    await member.onBatch(deliveryOf([...of('a', 4), ...of('b', 2)], 6));
    expect(await order.effects(keyOf('a'))).toEqual(['a0']);
    expect(await order.effects(keyOf('b'))).toEqual(['b0', 'b1', 'b2']);
    expect((await letterRows()).map(({ offset, state }) => [offset, state])).toEqual([
      [1, 'dead'],
      [2, 'waiting'],
      [4, 'waiting'],
      [6, 'waiting'],
    ]);
    expect(member.figures).toMatchObject({ handled: 4, dead: 1, waiting: 3 });
  });

  it('that cannot be read parks its key for what comes after it in the same batch', async () => {
    const [before, after] = ['before', 'after'].map((word) => recordOf(aLetter('a', word)));
    const broken = { ...recordOf(aLetter('a', 'broken')), value: 'broken' };
    await order.member().onBatch(deliveryOf([before!, broken, after!]));
    expect(await order.effects()).toEqual(['before']);
    expect((await letterRows()).map(({ offset, state }) => [offset, state])).toEqual([
      [1, 'dead'],
      [2, 'waiting'],
    ]);
  });

  it('that only fails together with its neighbours is no poison', async () => {
    order.before = () => {
      if (order.calls.at(-1)! > 1) throw new Error('not in company');
    };
    await order.member().onBatch(deliveryOf(letters(8)));
    expect(await order.effects()).toEqual(words(8));
    expect(await letterRows()).toEqual([]);
  });

  it('is what cannot be read: bad JSON, missing headers, a broken schema, NUL, a long key; each kept as it came', async () => {
    const good = recordOf(aLetter('good', 'good'));
    const { ce_id: _id, ...withoutId } = good.headers;
    const records: LogRecord[] = [
      { ...recordOf(aLetter(1)), value: '{"orderId":' },
      { ...recordOf(aLetter(2)), headers: withoutId },
      { ...recordOf(aLetter(3)), value: '{"orderId":"山田"}' },
      { key: 'nul\0key', headers: { weird: 'h\0' }, value: '\0\ud800' },
      { key: 'k'.repeat(5_000), headers: {}, value: 'x'.repeat(KEPT_VALUE_BYTES_MAX + 1) },
      good,
    ];
    const member = order.member();
    await member.onBatch(deliveryOf(records));
    expect(await order.effects()).toEqual(['good']);
    const rows = await letterRows();
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual(
      Array.from({ length: 5 }, () => ['dead', 'undecodable']),
    );
    expect(rows[2]?.fault).not.toContain('山田');
    const kept = await order.rows<{ value: Buffer; cut: boolean }>(
      'SELECT value, value_cut AS cut FROM dead_letter ORDER BY id',
    );
    expect(kept[0]).toEqual({ value: Buffer.from('{"orderId":'), cut: false });
    expect(kept[4]?.cut).toBe(true);
    expect(kept[4]?.value).toHaveLength(KEPT_VALUE_BYTES_MAX);
    expect(member.figures.bisections).toBe(0); // what cannot be read is known without trying
  });

  it('keeps no personal data in the fault', async () => {
    order.before = (event, tx) => tx.query(`SELECT $1::int`, ['taro@example.jp']).then(() => undefined);
    await order.member().onBatch(deliveryOf(letters(1)));
    const [row] = await letterRows();
    expect(row?.reason).toBe('handler-failed');
    expect(row?.fault).not.toContain('taro');
  });

  it('halts the partition when no more can be set aside, and loses nothing', async () => {
    order.before = (event) => {
      if (wordOf(event).startsWith('a')) throw new Error('no');
    };
    const member = order.member({ setAsideMax: 2 });
    const of = (key: string, ...nths: number[]) => nths.map((nth) => recordOf(aLetter(key, `${key}${nth}`)));
    await member.onBatch(deliveryOf(of('a', 0, 1)));
    const more = deliveryOf([...of('b', 0), ...of('a', 2)], 2);
    await expect(member.onBatch(more)).rejects.toEqual(halted('set-aside-full'));
    expect(await fence()).toBe(2);
    await order.rows(`UPDATE dead_letter SET state = 'discarded' WHERE "offset" = 1`);
    await member.onBatch(more);
    expect(await fence()).toBe(4);
  });
});

describe('transient faults', () => {
  it('give the whole batch back without a dead letter, and it succeeds later', async () => {
    let failures = 6;
    order.before = () => {
      if (failures > 0) {
        failures -= 1;
        throw new TryAgainError('the carrier is away');
      }
    };
    const member = order.member({ betweenTransientRetries: { firstMs: 1, maxMs: 1 } });
    await expect(member.onBatch(deliveryOf(letters(5)))).rejects.toThrow(TryAgainError);
    expect(await fence()).toBeUndefined();
    await member.onBatch(deliveryOf(letters(5)));
    expect(await order.effects()).toEqual(words(5));
    expect(await letterRows()).toEqual([]);
    expect(member.figures).toMatchObject({ transientFaults: 6, handled: 5, dead: 0 });
  });

  it('are no poison even for a single event, but an alarm when they last', async () => {
    order.before = () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    };
    const member = order.member({ transientRetries: 0, transientDeliveriesBeforeAlarm: 3 });
    for (let delivery = 0; delivery < 3; delivery += 1) {
      expect(member.alarms.standing()).toEqual([]);
      await expect(member.onBatch(deliveryOf(letters(1)))).rejects.toThrow('connect');
    }
    expect(member.alarms.standing()).toEqual([expect.objectContaining({ reason: 'out-of-reach' })]);
    expect(await letterRows()).toEqual([]);
  });

  it('make a deadlock between two partitions invisible', async () => {
    await order.rows('CREATE TABLE IF NOT EXISTS stock (sku text PRIMARY KEY, n int); ');
    await order.rows(`INSERT INTO stock VALUES ('x', 0), ('y', 0) ON CONFLICT DO NOTHING`);
    order.before = async (event, tx) => {
      const skus = wordOf(event).startsWith('x') ? ['x', 'y'] : ['y', 'x'];
      for (const sku of skus) {
        await tx.query('UPDATE stock SET n = n + 1 WHERE sku = $1', [sku]);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const member = order.member();
    await Promise.all([
      member.onBatch(deliveryOf([recordOf(aLetter(1, 'x1'))], 0, { partition: 1 })),
      member.onBatch(deliveryOf([recordOf(aLetter(2, 'y1'))], 0, { partition: 2 })),
    ]);
    expect(member.figures.transientFaults).toBeGreaterThan(0); // else there was no deadlock
    expect(await order.rows('SELECT n FROM stock')).toEqual([{ n: 2 }, { n: 2 }]);
    expect(await letterRows()).toEqual([]);
  });

  it('stop between two halves when the member must stop', async () => {
    const stop = new AbortController();
    order.before = () => {
      stop.abort();
      throw new Error('poison');
    };
    await expect(order.member().onBatch(deliveryOf(letters(4), 0, { signal: stop.signal }))).rejects.toThrow(
      DeliveryAbortedError,
    );
    expect(await letterRows()).toEqual([]);
    expect(order.calls).toHaveLength(1);
  });
});

describe('what is not known', () => {
  const unknown = (headers: Record<string, string> = {}) =>
    recordOf(aLetter('u'), { ce_type: 'okuru.order.teleported', ...headers });
  const newer = (headers: Record<string, string> = {}) =>
    recordOf(aLetter('n'), { ce_dataschema: 'urn:okuru:letter.sent/v99', ...headers });

  it('is passed over and counted, and so is what others hear', async () => {
    const member = order.member();
    const notOurs = recordOf(aLetter('o'), { ce_type: 'okuru.order.placed' });
    await member.onBatch(deliveryOf([unknown(), notOurs, ...letters(1)]));
    expect(member.figures).toMatchObject({
      unknownTypes: 1,
      notHeard: 1,
      handled: 1,
      dead: 0,
    });
    expect(await letterRows()).toEqual([]);
    expect(await fence()).toBe(3);
  });

  it('is remembered by the batch, not in the inbox, and known again by its place', async () => {
    const member = order.member();
    const batch = deliveryOf([unknown(), ...letters(1), unknown()]);
    await member.onBatch(batch);
    expect(await order.rows('SELECT event_id AS id FROM inbox')).toEqual([
      { id: batch.records[1]?.headers.ce_id },
    ]);
    await member.onBatch(deliveryOf([unknown(), unknown()], 3));
    expect(
      await order.rows(
        'SELECT first_offset::int AS "first", cardinality(event_ids) AS facts FROM passed_over ORDER BY 1',
      ),
    ).toEqual([
      { first: 0, facts: 2 },
      { first: 3, facts: 2 },
    ]);
    for (const from of [0, 1, 2]) await member.onBatch({ ...batch, records: batch.records.slice(from) });
    expect(member.figures).toMatchObject({ handled: 1, unknownTypes: 4, fenced: 3 });
    expect(await order.effects()).toEqual(['0']);
  });

  it('tells a re-created topic from the one it was, though nothing in it is meant for the service', async () => {
    const member = order.member();
    await member.onBatch(deliveryOf([unknown(), unknown(), ...letters(1)]));
    await expect(member.onBatch(deliveryOf([unknown()]))).rejects.toEqual(halted('topic-recreated'));
    await expect(member.onBatch(deliveryOf([unknown()], 1))).rejects.toEqual(halted('topic-recreated'));
  });

  it('is no stranger to a release that hears it, and not acted on late', async () => {
    const { consumer, service } = order;
    const batch = deliveryOf(letters(3));
    const before = new BatchConsumer({ consumer, transactions: service.transactions, handlers: new Map() });
    await before.onBatch(batch);
    const after = order.member();
    await after.onBatch(batch); // the member before was killed between its commit and the cursor's
    expect(after.figures).toMatchObject({ handled: 0, duplicates: 3, fenced: 1 });
    const place = { consumer, topic: batch.topic, partition: batch.partition };
    await service.unitOfWork.run((tx) => moveFence(tx.query, place));
    await after.onBatch({ ...batch, records: [...batch.records, ...deliveryOf(letters(1, 3), 3).records] });
    expect(await order.effects()).toEqual(['3']);
    expect(await order.rows('SELECT FROM passed_over')).toEqual([]);
  });

  it('is set aside when it is a newer version of what is heard, with all of its key behind it', async () => {
    const member = order.member();
    await member.onBatch(deliveryOf([newer(), ...letters(1)]));
    await member.onBatch(deliveryOf([recordOf(aLetter('n', 'behind'))], 2));
    expect((await letterRows()).map(({ state, reason }) => [state, reason])).toEqual([
      ['dead', 'not-understood'],
      ['waiting', 'key-parked'],
    ]);
    expect(await order.effects()).toEqual(['0']);
  });

  it('is read when only fields were added', async () => {
    const grown = recordOf(aLetter('g', 'grown'), { ce_dataschema: 'urn:okuru:letter.sent/v1.7' });
    const value = JSON.stringify({ ...(JSON.parse(grown.value) as object), ofALaterRelease: { words: [1] } });
    await order.member().onBatch(deliveryOf([{ ...grown, value }]));
    expect(await order.effects()).toEqual(['grown']);
    expect(await letterRows()).toEqual([]);
  });

  it('is set aside when it must be understood', async () => {
    const must = { ce_mustunderstand: 'true' };
    const member = order.member();
    await member.onBatch(deliveryOf([unknown(must), newer(must), ...letters(1)]));
    expect((await letterRows()).map(({ state, reason }) => [state, reason])).toEqual([
      ['dead', 'not-understood'],
      ['dead', 'not-understood'],
    ]);
    expect(await order.effects()).toEqual(['0']);
  });
});

describe('the breaker', () => {
  const policy = {
    poisonTries: 1,
    breaker: { failuresPerMinuteMax: 20, failureShareMax: 0.2, windowEvents: 200, pauseMs: 300 },
  };

  it('pauses the partition when we are at fault, probes with single events, and goes on', async () => {
    let broken = true;
    order.before = () => {
      if (broken) throw new Error('our own bug');
    };
    const member = order.member(policy);
    const batch = deliveryOf(letters(60));
    await expect(member.onBatch(batch)).rejects.toEqual(halted('too-many-failures'));
    expect(await letterRows()).toHaveLength(21);
    expect(member.alarms.standing()).toEqual([expect.objectContaining({ reason: 'too-many-failures' })]);

    const callsBefore = order.calls.length;
    await expect(member.onBatch(batch)).rejects.toThrow(PartitionHaltedError); // at once, without trying
    expect(order.calls).toHaveLength(callsBefore);

    await new Promise((resolve) => setTimeout(resolve, 320));
    await expect(member.onBatch(batch)).rejects.toThrow(PartitionHaltedError); // the probe failed
    expect(await letterRows()).toHaveLength(22);

    broken = false;
    await new Promise((resolve) => setTimeout(resolve, 320));
    await member.onBatch(batch);
    expect(await order.effects()).toEqual(words(38, 22));
    expect(member.alarms.standing()).toEqual([]);
  });

  it('leaves other partitions alone', async () => {
    order.before = (event) => {
      if (Number(wordOf(event)) < 1_000) throw new Error('no');
    };
    const member = order.member(policy);
    await expect(member.onBatch(deliveryOf(letters(60)))).rejects.toThrow(PartitionHaltedError);
    await member.onBatch(deliveryOf(letters(5, 1_000), 0, { partition: 1 }));
    expect(await order.effects()).toEqual(words(5, 1_000));
  });
});
