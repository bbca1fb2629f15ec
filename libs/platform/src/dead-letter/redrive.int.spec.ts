import { TryAgainError } from '../database/transient.js';
import { HandlerTable } from '../listening/handler-table.js';
import type { EventHandler } from '../listening/handlers.js';
import { deliveryOf, recordOf } from '../testing/deliveries.js';
import { HearingService, wordOf } from '../testing/hearing-service.js';
import { aLetter, orderIdOf } from '../testing/some-facts.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { DeadLetters } from './dead-letters.js';
import type { DeadLetter } from './letter-store.js';

let database: TestDatabase;
let order: HearingService;
let deadLetters: DeadLetters;

beforeAll(async () => {
  database = await testDatabase();
  order = await HearingService.open(database.url);
  deadLetters = new DeadLetters(order.service.transactions, 'okuru.order', () => order.handlers());
});
afterAll(async () => {
  await order.close();
  await database.drop();
});
beforeEach(() => order.reset());

const of = (key: string, ...nths: number[]) => nths.map((nth) => recordOf(aLetter(key, `${key}${nth}`)));
const keyOf = (key: string): string => `order:${orderIdOf(key)}`;
const failing = (...words: string[]): void => {
  order.before = (event) => {
    if (words.includes(wordOf(event))) throw new Error(`no ${wordOf(event)}`);
  };
};
const mended = (): void => {
  order.before = () => undefined;
};
const firstDead = async (): Promise<DeadLetter> => {
  const [letter] = await deadLetters.list();
  if (!letter) throw new Error('nothing was set aside');
  return letter;
};
const redrive = async (dryRun = false) => deadLetters.redrive(await firstDead(), { dryRun, by: 'test' });
const parkedKeys = async (): Promise<number> =>
  (await order.rows<{ n: number }>('SELECT count(*)::int AS n FROM parked_key'))[0]?.n ?? -1;

describe('redrive', () => {
  it('replays the dead event and then the waiting ones in order, and unparks the key', async () => {
    failing('a1');
    const member = order.member();
    await member.onBatch(deliveryOf([...of('a', 0, 1, 2), ...of('b', 0), ...of('a', 3)]));
    mended();
    expect(await redrive()).toMatchObject({
      events: [{ offset: 1 }, { offset: 2 }, { offset: 4 }],
      remaining: 0,
      unparked: true,
    });
    expect(await order.effects(keyOf('a'))).toEqual(['a0', 'a1', 'a2', 'a3']);
    expect(await parkedKeys()).toBe(0);
    await member.onBatch(deliveryOf(of('a', 4), 5));
    expect(await order.effects(keyOf('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
    expect(await deadLetters.list()).toEqual([]);
    expect((await deadLetters.list({ states: ['replayed'] })).map(({ settledNote }) => settledNote)).toEqual([
      'test',
      'test',
      'test',
    ]);
  });

  it('is in order also where the numbers of letters get another digit', async () => {
    await order.rows('ALTER TABLE dead_letter ALTER COLUMN id RESTART WITH 98');
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0, 1, 2, 3, 4)));
    mended();
    await redrive();
    expect(await order.effects(keyOf('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  });

  it('does nothing when only asked what it would do', async () => {
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0, 1)));
    mended();
    expect(await redrive(true)).toMatchObject({
      dryRun: true,
      events: [{ offset: 0, type: 'letter.sent' }, { offset: 1 }],
      remaining: 0,
      unparked: true,
    });
    expect(await order.effects()).toEqual([]);
    expect(await deadLetters.list()).toHaveLength(2);
  });

  it('stops at the event that fails again, keeps what went before, and tells why', async () => {
    failing('a0', 'a2');
    await order.member().onBatch(deliveryOf(of('a', 0, 1, 2, 3)));
    failing('a2');
    const answer = await redrive();
    expect(answer).toMatchObject({
      events: [{ offset: 0 }, { offset: 1 }],
      stoppedBy: { fault: 'Error: no a2' },
      remaining: 2,
      unparked: false,
    });
    expect(
      (await deadLetters.list()).map(({ offset, state, reason, tries }) => [offset, state, reason, tries]),
    ).toEqual([
      [2, 'dead', 'handler-failed', 1],
      [3, 'waiting', 'key-parked', 0],
    ]);
    mended();
    expect(await redrive()).toMatchObject({ remaining: 0, unparked: true });
    expect(await order.effects()).toEqual(['a0', 'a1', 'a2', 'a3']);
  });

  it('rolls an event back as a whole when its handler fails, and lets a transient fault out', async () => {
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0)));
    order.before = async (_event, tx) => {
      await tx.query(`INSERT INTO effect (word) VALUES ('half')`);
      throw new TryAgainError('not now');
    };
    await expect(redrive()).rejects.toThrow('not now');
    expect(await order.effects()).toEqual([]);
    expect((await firstDead()).tries).toBe(3);
  });

  it('does not let the consumer pass while it is at work, and loses nothing on the way', async () => {
    failing('a0');
    const member = order.member();
    await member.onBatch(deliveryOf(of('a', 0, 1, 2)));
    order.before = () => new Promise((resolve) => setTimeout(resolve, 30));
    const redriving = redrive();
    for (let nth = 3; nth < 12; nth += 1) await member.onBatch(deliveryOf([...of('a', nth)], nth));
    await redriving;
    if ((await deadLetters.list()).length > 0) await redrive();
    expect(await order.effects(keyOf('a'))).toEqual(Array.from({ length: 12 }, (_, nth) => `a${nth}`));
    expect(await parkedKeys()).toBe(0);
  });

  it('waits for a consumer that is just putting another event behind the parked one, and is then waited for', async () => {
    failing('a0');
    const member = order.member();
    await member.onBatch(deliveryOf(of('a', 0)));
    const letter = await firstDead();
    let consumerIsIn: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (consumerIsIn = resolve));
    let next: Promise<void> | undefined;
    order.before = async (event) => {
      if (wordOf(event) === 'b0') consumerIsIn();
      if (wordOf(event) === 'a1') next = member.onBatch(deliveryOf(of('a', 2), 3));
      if (['b0', 'a1'].includes(wordOf(event))) await new Promise((resolve) => setTimeout(resolve, 200));
    };
    const consuming = member.onBatch(deliveryOf([...of('a', 1), ...of('b', 0)], 1));
    await inside;
    const answer = await deadLetters.redrive(letter, { by: 'test' });
    await Promise.all([consuming, next]);
    expect(answer).toMatchObject({ events: [{ offset: 0 }, { offset: 1 }], unparked: true });
    expect(await order.effects(keyOf('a'))).toEqual(['a0', 'a1', 'a2']);
  });

  it('is refused where the service does not listen, instead of replaying into nothing', async () => {
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0)));
    const table = new HandlerTable();
    const elsewhere = new DeadLetters(order.service.transactions, 'okuru.order', () => table.get());
    await expect(elsewhere.redrive(await firstDead(), { by: 'test' })).rejects.toThrow('does not listen');
    expect(await firstDead()).toMatchObject({ state: 'dead', tries: 3 });
  });

  it('may be asked for by several at once', async () => {
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0, 1, 2, 3, 4)));
    mended();
    const letter = await firstDead();
    await Promise.all(Array.from({ length: 4 }, () => deadLetters.redrive(letter, { by: 'test' })));
    expect(await order.effects()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  });

  it('does not apply again what the producer sends again after it was replayed', async () => {
    failing('a0');
    const [record] = of('a', 0);
    const member = order.member();
    await member.onBatch(deliveryOf([record!]));
    mended();
    await redrive();
    await member.onBatch(deliveryOf([record!], 1));
    expect(await order.effects()).toEqual(['a0']);
  });

  it('replays a record of an unknown type once this build knows it, and cannot replay what is no event', async () => {
    const asking = { ce_mustunderstand: 'true', ce_dataschema: 'urn:okuru:letter.sent/v99' };
    await order
      .member()
      .onBatch(
        deliveryOf([recordOf(aLetter('n', 'n0'), asking), { key: 'x', headers: {}, value: 'no event' }]),
      );
    expect(await redrive()).toMatchObject({
      events: [],
      stoppedBy: { fault: expect.stringContaining('newer-version') },
    });
    await order.rows(`UPDATE dead_letter SET headers = replace(headers::text, '/v99', '/v1')::json`); // as if we had learnt it
    expect(await redrive()).toMatchObject({ remaining: 0, unparked: true });
    expect(await order.effects()).toEqual(['n0']);
    expect(await redrive()).toMatchObject({
      events: [],
      stoppedBy: { fault: expect.stringContaining('ce_specversion') },
    });
  });

  it('lets a letter be given up, and unparks the key with the last', async () => {
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0, 1)));
    mended();
    expect(await deadLetters.discard(await firstDead(), 'sent twice by mistake')).toBe(true);
    expect(await parkedKeys()).toBe(1);
    expect(await redrive()).toMatchObject({ events: [{ offset: 1 }], unparked: true });
    expect(await order.effects()).toEqual(['a1']);
    expect((await deadLetters.list({ states: ['discarded'] })).map(({ settledNote }) => settledNote)).toEqual(
      ['sent twice by mistake'],
    );
  });

  it('hands a batch handler an array of one', async () => {
    const given: unknown[] = [];
    const handler: EventHandler = { batch: true, handle: async (events) => void given.push(events) };
    failing('a0');
    await order.member().onBatch(deliveryOf(of('a', 0)));
    await new DeadLetters(
      order.service.transactions,
      'okuru.order',
      () => new Map([['letter.sent', handler]]),
    ).redrive(await firstDead(), { by: 'test' });
    expect(given).toEqual([[expect.objectContaining({ type: 'letter.sent', key: keyOf('a') })]]);
  });
});
