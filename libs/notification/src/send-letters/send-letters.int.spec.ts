import { setTimeout as sleep } from 'node:timers/promises';
import { itemChanged, type Sealed } from '@okuru/contracts';
import { until } from '@okuru/platform/testing';
import { notificationAtWork, type NotificationAtWork } from '../testing/notification-at-work.js';
import { TAKASAKI } from '../testing/events.js';
import { ATTEMPTS_MAX } from './retry.js';
import { LETTERS_PER_DRAIN_MAX } from './letters-in-hand.js';

const LETTERS_PER_FLIGHT = 25; // of the recording mailer

describe('sending letters', () => {
  let shop: NotificationAtWork;

  beforeAll(async () => {
    shop = await notificationAtWork();
  });
  beforeEach(async () => {
    await shop.rows('TRUNCATE letter, correspondent, event, event_head, outbox');
    shop.mailer.taken.length = 0;
    shop.mailer.answer = () => ({ ok: true });
  });
  afterAll(() => shop.close());

  const aPendingLetter = async (contact?: object) => {
    const order = shop.anOrder(contact);
    await shop.hearConfirmed(await order.confirmed());
    return order;
  };
  const letters = () =>
    shop.rows<{
      state: string;
      attempts: number;
      fault: string | null;
      sent_at: Date | null;
      rests: boolean;
    }>(
      'SELECT state, attempts, fault, sent_at, due_at > clock_timestamp() AS rests FROM letter ORDER BY seq',
    );
  const statedFacts = () =>
    shop.rows<{ type: string; data: object; key: string }>(
      'SELECT type, key, data FROM event ORDER BY time, aggregate_version',
    );
  const dueNow = () => shop.rows("UPDATE letter SET due_at = clock_timestamp() WHERE state = 'pending'");

  it('sends, marks and states the letter', async () => {
    const order = await aPendingLetter();
    expect(await shop.sender().drain()).toBe(false);
    const [mail] = shop.mailer.taken;
    expect(mail).toMatchObject({
      from: 'お茶の店 <shop@example.jp>',
      to: { name: TAKASAKI.name, address: TAKASAKI.email },
      subject: '【お茶の店】ご注文を承りました（A-1001）',
    });
    expect(mail?.messageId).toBe(`<${mail?.factId}.confirmed@example.jp>`);
    expect(mail?.text).toContain('お届け先：〒100-0001 東京都 千代田区 千代田1-1 ①号館 髙﨑 𠮷野');
    expect(await letters()).toEqual([
      { state: 'sent', attempts: 1, fault: null, sent_at: shop.clock.now(), rests: false },
    ]);
    expect(await statedFacts()).toEqual([
      {
        type: 'letter.sent',
        key: `order:${order.orderId}`,
        data: {
          orderId: order.orderId,
          kind: 'confirmed',
          messageId: mail?.messageId,
          sentAt: shop.clock.now().toISOString(),
        },
      },
    ]);
  });

  it('names goods by the newest name it heard, and by the sku until it has one', async () => {
    await aPendingLetter();
    await shop.sender().drain();
    expect(shop.mailer.taken[0]?.text).toContain('- MUG-WHITE\n');
    const order = shop.anOrder();
    const heard = (itemVersion: number, ja: string) => ({
      ...({} as Parameters<NotificationAtWork['hearItems']>[0]),
      data: { ...itemChanged.example, itemVersion, names: { ja, en: '' } },
    });
    await shop.hearItems(heard(4, 'マグ 白'));
    await shop.hearItems(heard(3, '古い名前'));
    await shop.hearConfirmed(await order.confirmed({ language: 'en' }));
    await shop.sender().drain();
    expect(shop.mailer.taken[1]?.text).toContain('- マグ 白\n');
  });

  it('drains a hundred and says that there is more', async () => {
    for (let n = 0; n < LETTERS_PER_DRAIN_MAX + 5; n += 1) await aPendingLetter();
    expect(await shop.sender().drain()).toBe(true);
    expect(shop.mailer.taken).toHaveLength(LETTERS_PER_DRAIN_MAX);
    expect(await shop.sender().drain()).toBe(false);
    expect(new Set(shop.mailer.taken.map(({ messageId }) => messageId)).size).toBe(LETTERS_PER_DRAIN_MAX + 5);
  });

  it('one job drains until nothing is left, what came meanwhile too', async () => {
    const orders = Array.from({ length: LETTERS_PER_DRAIN_MAX + 5 }, () => shop.anOrder());
    await shop.hearConfirmed(...(await Promise.all(orders.map((order) => order.confirmed()))));
    const late = await shop.anOrder().confirmed();
    shop.mailer.answer = async () => {
      if (shop.mailer.taken.length >= LETTERS_PER_DRAIN_MAX) await shop.hearConfirmed(late); // heard again and again
      return { ok: true };
    };
    await shop.drainJob();
    expect(new Set((await letters()).map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(shop.mailer.taken).toHaveLength(LETTERS_PER_DRAIN_MAX + 6);
  });

  it('no job is asked for while as many drains work as may', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    shop.mailer.answer = async () => {
      await held;
      return { ok: true };
    };
    const drains: Promise<void>[] = [];
    for (let taken = 1; taken <= 2; taken += 1) {
      await aPendingLetter();
      drains.push(shop.drainJob());
      await until(async () => (await letters()).filter(({ state }) => state === 'sending').length === taken);
    }
    shop.enqueued.length = 0;
    const order = await aPendingLetter();
    expect(shop.enqueued).toEqual([]);
    letGo();
    await Promise.all(drains);
    expect((await letters()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    await shop.hearCancelled(await order.cancelled());
    expect(shop.enqueued).toHaveLength(1);
  });

  it('drains side by side send nothing twice', async () => {
    for (let n = 0; n < 60; n += 1) await aPendingLetter();
    shop.mailer.answer = async () => {
      await sleep(20);
      return { ok: true };
    };
    await Promise.all(Array.from({ length: 4 }, () => shop.sender().drain()));
    expect(shop.mailer.taken).toHaveLength(60);
    expect((await letters()).every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
  });

  it('tries again later what was not taken for now, the others not waiting', async () => {
    await aPendingLetter();
    await aPendingLetter({ ...TAKASAKI, email: 'slow@example.jp' });
    shop.mailer.answer = ({ to }) =>
      to.address === 'slow@example.jp'
        ? { ok: false, refused: 'for-now', fault: 'smtp EENVELOPE 451' }
        : { ok: true };
    await shop.sender().drain();
    expect(await letters()).toMatchObject([
      { state: 'sent' },
      { state: 'pending', attempts: 1, fault: 'smtp EENVELOPE 451', rests: true },
    ]);
    await shop.sender().drain();
    expect(shop.mailer.taken).toHaveLength(1);
    shop.mailer.answer = () => ({ ok: true });
    await dueNow();
    await shop.sender().drain();
    expect(await letters()).toMatchObject([{ state: 'sent' }, { state: 'sent', attempts: 2, fault: null }]);
  });

  it('gives a letter up after its last try, and at once where the address does not exist', async () => {
    await aPendingLetter({ ...TAKASAKI, email: 'nobody@example.jp' });
    await aPendingLetter();
    shop.mailer.answer = ({ to }) =>
      to.address === 'nobody@example.jp'
        ? { ok: false, refused: 'this-mail', fault: 'smtp EENVELOPE 550' }
        : { ok: false, refused: 'for-now', fault: 'smtp EMESSAGE 554' };
    await shop.sender().drain();
    expect(await letters()).toMatchObject([{ state: 'failed', attempts: 1 }, { state: 'pending' }]);
    for (let attempt = 2; attempt <= ATTEMPTS_MAX; attempt += 1) {
      await dueNow();
      await shop.sender().drain();
    }
    expect(await letters()).toMatchObject([
      { attempts: 1 },
      { state: 'failed', attempts: ATTEMPTS_MAX, fault: 'smtp EMESSAGE 554' },
    ]);
    expect(await statedFacts()).toEqual([]);
  });

  it('stops knocking when the mail server takes nothing', async () => {
    for (let n = 0; n < LETTERS_PER_FLIGHT * 2; n += 1) await aPendingLetter();
    let knocks = 0;
    shop.mailer.answer = () => {
      knocks += 1;
      return { ok: false, refused: 'server', fault: 'smtp ECONNECTION' };
    };
    expect(await shop.sender().drain()).toBe(false);
    expect(knocks).toBe(LETTERS_PER_FLIGHT);
    expect((await letters()).every(({ state, rests }) => state === 'pending' && rests)).toBe(true);
  });

  it('withdraws the letters of an erased person', async () => {
    const order = await aPendingLetter();
    await shop.keyRing.erase(order.buyerId);
    await shop.sender().drain();
    expect(shop.mailer.taken).toEqual([]);
    expect(await letters()).toMatchObject([{ state: 'withdrawn', fault: null, sent_at: null }]);
    expect(await statedFacts()).toEqual([]);
  });

  it('a broken seal, a contact without an address or not as agreed stops only its own letter', async () => {
    await aPendingLetter();
    const broken = await aPendingLetter();
    await aPendingLetter({ name: 'nobody', email: 'nowhere' });
    await aPendingLetter({ name: 'nobody' });
    await aPendingLetter();
    const [row] = await shop.rows<{ contact: Sealed }>(
      'SELECT contact FROM correspondent WHERE order_id = $1',
      [broken.orderId],
    );
    const contact = { ...row!.contact, tag: Buffer.alloc(16).toString('base64') };
    await shop.rows('UPDATE correspondent SET contact = $2 WHERE order_id = $1', [
      broken.orderId,
      JSON.stringify(contact),
    ]);
    await shop.sender().drain();
    expect(await letters()).toMatchObject([
      { state: 'sent' },
      { state: 'pending', fault: 'seal-broken' },
      { state: 'failed', fault: 'no-address' },
      { state: 'failed', fault: 'unreadable' },
      { state: 'sent' },
    ]);
  });

  it('a letter that cannot be written stops only itself', async () => {
    await aPendingLetter();
    const odd = await aPendingLetter();
    await shop.rows(
      `UPDATE letter SET kind = 'awaiting-payment', message_id = replace(message_id, '.confirmed@', '.awaiting-payment@')
       WHERE order_id = $1`,
      [odd.orderId],
    );
    await shop.sender().drain();
    expect(await letters()).toMatchObject([{ state: 'sent' }, { state: 'pending', fault: 'not-written' }]);
  });

  it('a process killed in the middle repeats at most the flight under way, under the same Message-IDs', async () => {
    for (let n = 0; n < LETTERS_PER_FLIGHT * 3; n += 1) await aPendingLetter();
    class Killed extends Error {}
    let flights = 0;
    const deliver = shop.mailer.deliver.bind(shop.mailer);
    shop.mailer.deliver = async (mails) => {
      const deliveries = await deliver(mails);
      flights += 1;
      if (flights === 2) throw new Killed(); // taken by the server, not yet marked by us
      return deliveries;
    };
    await expect(shop.sender().drain()).rejects.toThrow(Killed);
    shop.mailer.deliver = deliver;
    expect(shop.mailer.taken).toHaveLength(LETTERS_PER_FLIGHT * 2);

    await shop.sender().drain(); // the lease of the killed one still holds
    expect(shop.mailer.taken).toHaveLength(LETTERS_PER_FLIGHT * 2);
    expect(await shop.unitOfWork.run((tx) => shop.outbox.takeBack(tx, ATTEMPTS_MAX))).toBe(0);

    await shop.rows("UPDATE letter SET lease_until = clock_timestamp() WHERE state = 'sending'");
    expect(await shop.unitOfWork.run((tx) => shop.outbox.takeBack(tx, ATTEMPTS_MAX))).toBe(
      LETTERS_PER_FLIGHT * 2,
    );
    await shop.sender().drain();
    expect((await letters()).every(({ state }) => state === 'sent')).toBe(true);
    const ids = shop.mailer.taken.map(({ messageId }) => messageId);
    expect(ids.length - new Set(ids).size).toBe(LETTERS_PER_FLIGHT);
    expect(await statedFacts()).toHaveLength(LETTERS_PER_FLIGHT * 3);
  });

  it('a letter that kills its process again and again is given up', async () => {
    await aPendingLetter();
    await shop.rows(
      `UPDATE letter SET state = 'sending', attempts = $1, lease_id = gen_random_uuid(), lease_until = clock_timestamp()`,
      [ATTEMPTS_MAX],
    );
    await shop.unitOfWork.run((tx) => shop.outbox.takeBack(tx, ATTEMPTS_MAX));
    expect(await letters()).toMatchObject([{ state: 'failed', fault: 'lease ran out' }]);
  });

  it('a drain renews its lease for as long as its mail server takes', async () => {
    await aPendingLetter();
    const leaseUntil = async () =>
      (await shop.rows<{ until: Date }>('SELECT lease_until AS until FROM letter'))[0]?.until.getTime() ?? 0;
    const ends: number[] = [];
    shop.mailer.answer = async () => {
      ends.push(await leaseUntil());
      while (ends.at(-1) === ends[0]) {
        await sleep(50);
        ends.push(await leaseUntil());
      }
      return { ok: true };
    };
    await shop.sender().drain();
    expect(ends.at(-1)).toBeGreaterThan(ends[0]!);
    expect(await letters()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('a drain that lost its lease marks nothing', async () => {
    await aPendingLetter();
    shop.mailer.answer = async () => {
      await shop.rows("UPDATE letter SET state = 'pending', lease_id = NULL, lease_until = NULL");
      return { ok: true };
    };
    await shop.sender().drain();
    expect(await letters()).toMatchObject([{ state: 'pending' }]);
    expect(await statedFacts()).toEqual([]);
  });
});
