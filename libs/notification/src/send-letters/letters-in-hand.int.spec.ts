import { randomUUID } from 'node:crypto';
import { until } from '@okuru/platform/testing';
import { notificationAtWork, type NotificationAtWork } from '../testing/notification-at-work.js';
import { ATTEMPTS_MAX } from './retry.js';

const LETTERS_PER_FLIGHT = 25; // of the recording mailer
const MANY = 600; // more than one process takes into its hands

describe('letters in the hands of who heard of them', () => {
  let shop: NotificationAtWork;

  beforeEach(async () => {
    shop = await notificationAtWork({ atOnce: true });
  });
  afterEach(async () => {
    await shop.hand.onModuleDestroy();
    await shop.close();
  });

  const letters = () =>
    shop.rows<{ kind: string; state: string; attempts: number; leased: boolean }>(
      'SELECT kind, state, attempts, lease_until > clock_timestamp() AS leased FROM letter ORDER BY seq',
    );
  const count = async (state: string) => (await letters()).filter((letter) => letter.state === state).length;
  const allAre = (state: string) =>
    until(async () => (await letters()).every((letter) => letter.state === state), 20_000);
  /** Holds the mail server back until it is let go. */
  const hold = () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    shop.mailer.answer = async () => {
      await held;
      return { ok: true };
    };
    return letGo;
  };
  const someConfirmed = (orders: number) =>
    Promise.all(Array.from({ length: orders }, () => shop.anOrder().confirmed()));

  it('leave at once, without a job, and are under a lease from their first moment on', async () => {
    const letGo = hold();
    const order = shop.anOrder();
    await shop.hearConfirmed(await order.confirmed());
    expect(await letters()).toEqual([{ kind: 'confirmed', state: 'sending', attempts: 1, leased: true }]);
    await shop.sender().drain(); // of another process, which finds nothing to do
    letGo();
    await allAre('sent');
    await shop.hearDispatched(order.dispatched());
    await until(async () => (await count('sent')) === 2);
    expect(shop.mailer.taken.map(({ messageId }) => /\.(\w+)@/.exec(messageId)?.[1])).toEqual([
      'confirmed',
      'dispatched',
    ]);
    expect(shop.enqueued).toEqual([]);
    expect(await shop.rows("SELECT FROM event WHERE type = 'letter.sent'")).toHaveLength(2);
  });

  it('tell what is stored of the order, not only what the fact at hand says', async () => {
    const order = shop.anOrder();
    await shop.hearConfirmed(await order.confirmed());
    await shop.hearCancelled(await order.cancelled());
    await until(async () => (await count('sent')) === 2);
    expect(shop.mailer.taken[1]?.text).toContain('お支払い済みの3,300円');
  });

  it('leave one flight after the other, longer the more came meanwhile, each once', async () => {
    const letGo = hold();
    const flights: number[] = [];
    const deliver = shop.mailer.deliver.bind(shop.mailer);
    shop.mailer.deliver = (mails) => {
      flights.push(mails.length);
      return deliver(mails);
    };
    for (const event of await someConfirmed(LETTERS_PER_FLIGHT + 6)) await shop.hearConfirmed(event);
    letGo();
    await allAre('sent');
    expect(flights).toEqual([1, LETTERS_PER_FLIGHT, 5]);
    expect(new Set(shop.mailer.taken.map(({ messageId }) => messageId)).size).toBe(LETTERS_PER_FLIGHT + 6);
  });

  it('are no more than there is room for; the others wake a drain', async () => {
    const letGo = hold();
    const events = await someConfirmed(MANY);
    for (let from = 0; from < MANY; from += 100) await shop.hearConfirmed(...events.slice(from, from + 100));
    expect(await count('pending')).toBe(100);
    expect(shop.enqueued).not.toEqual([]);
    letGo();
    await until(async () => (await count('sending')) === 0, 20_000);
    await shop.sender().drain();
    await allAre('sent');
    expect(shop.mailer.taken).toHaveLength(MANY);
  });

  it('are not sent when what was heard is rolled back', async () => {
    const event = await shop.anOrder().confirmed();
    await expect(
      shop.unitOfWork.run(async (tx) => {
        await shop.letters.orderConfirmed([event], tx);
        throw new Error('another event of the batch failed');
      }),
    ).rejects.toThrow('another event');
    await shop.hearConfirmed(event);
    await allAre('sent');
    expect(shop.mailer.taken).toHaveLength(1);
  });

  it('of a process killed before it sent them are found when their lease ends', async () => {
    const event = await shop.anOrder().confirmed();
    const take = shop.hand.take.bind(shop.hand);
    shop.hand.take = () => undefined; // the process ends between its commit and the flight
    await shop.hearConfirmed(event);
    shop.hand.take = take;
    expect(await count('sending')).toBe(1);
    await shop.rows('UPDATE letter SET lease_until = clock_timestamp()');
    expect(await shop.unitOfWork.run((tx) => shop.outbox.takeBack(tx, ATTEMPTS_MAX))).toBe(1);
    await shop.sender().drain();
    expect(await letters()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(shop.mailer.taken).toHaveLength(1);
  });

  it('stay where they are after a flight that could not be marked, so that no more than it is repeated', async () => {
    const letGo = hold();
    for (const event of await someConfirmed(LETTERS_PER_FLIGHT * 2)) await shop.hearConfirmed(event);
    shop.mailer.keep = () => Promise.reject(new Error('no database'));
    letGo();
    await until(() => Promise.resolve(shop.mailer.taken.length > 0));
    await shop.hand.onModuleDestroy();
    expect(shop.mailer.taken).toHaveLength(1);
    expect(await count('sending')).toBe(LETTERS_PER_FLIGHT * 2);
  });

  it('go back into the queue when the process ends in order, all but those in flight', async () => {
    const letGo = hold();
    const events = await someConfirmed(40);
    await shop.hearConfirmed(...events);
    const ended = shop.hand.onModuleDestroy();
    await until(async () => (await count('pending')) === 40 - LETTERS_PER_FLIGHT);
    await shop.hearConfirmed(await shop.anOrder().confirmed());
    letGo();
    await ended;
    expect([await count('sent'), await count('pending')]).toEqual([
      LETTERS_PER_FLIGHT,
      41 - LETTERS_PER_FLIGHT,
    ]);
    await shop.sender().drain();
    await allAre('sent');
    expect(shop.mailer.taken).toHaveLength(41);
  });

  it('are put off when the mail server takes nothing', async () => {
    const letGo = hold();
    const refuse = shop.mailer.answer;
    shop.mailer.answer = async (mail) => {
      await refuse(mail);
      return { ok: false, refused: 'server', fault: 'smtp ECONNECTION' };
    };
    await shop.hearConfirmed(...(await someConfirmed(40)));
    letGo();
    await allAre('pending');
    expect(await shop.rows('SELECT FROM letter WHERE due_at > clock_timestamp()')).toHaveLength(40);
    expect(shop.mailer.taken).toEqual([]);
  });

  it('have a Message-ID that begins with their fact and kind, whatever writes them', async () => {
    await shop.hearConfirmed(await shop.anOrder().confirmed());
    await expect(
      shop.rows('UPDATE letter SET message_id = $1', [`<${randomUUID()}.confirmed@example.jp>`]),
    ).rejects.toThrow('letter_message_id_check');
    await allAre('sent');
  });
});
