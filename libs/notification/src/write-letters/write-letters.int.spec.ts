import { setTimeout as sleep } from 'node:timers/promises';
import { notificationAtWork, type NotificationAtWork } from '../testing/notification-at-work.js';

describe('writing letters', () => {
  let shop: NotificationAtWork;

  beforeAll(async () => {
    shop = await notificationAtWork();
  });
  beforeEach(() => {
    shop.enqueued.length = 0;
  });
  afterAll(() => shop.close());

  const lettersOf = (order: { orderId: string }) =>
    shop.rows<{ kind: string; state: string }>(
      'SELECT kind, state FROM letter WHERE order_id = $1 ORDER BY seq',
      [order.orderId],
    );

  it('a confirmed order gets its letter', async () => {
    const order = shop.anOrder();
    const event = await order.confirmed();
    await shop.hearConfirmed(event);
    const [letter] = await shop.rows(
      'SELECT kind, state, message_id, fact_id, attempts, created_at FROM letter WHERE order_id = $1',
      [order.orderId],
    );
    expect(letter).toEqual({
      kind: 'confirmed',
      state: 'pending',
      message_id: `<${event.id}.confirmed@example.jp>`,
      fact_id: event.id,
      attempts: 0,
      created_at: shop.clock.now(),
    });
    expect(shop.enqueued).toHaveLength(1);
  });

  it('hearing a fact again writes no second letter and wakes nobody', async () => {
    const order = shop.anOrder();
    const event = await order.confirmed();
    await shop.hearConfirmed(event);
    shop.enqueued.length = 0;
    await shop.hearConfirmed(event);
    expect(await lettersOf(order)).toHaveLength(1);
    expect(shop.enqueued).toEqual([]);
  });

  it('a held order gets a letter only when it waits for money', async () => {
    const [unpaid, doubtful] = [shop.anOrder(), shop.anOrder()];
    await shop.hearHeld(
      await unpaid.held({ reasons: ['remark-present', 'awaiting-payment'] }),
      await doubtful.held({ reasons: ['remark-present'] }),
    );
    expect(await lettersOf(unpaid)).toEqual([{ kind: 'awaiting-payment', state: 'pending' }]);
    expect(await lettersOf(doubtful)).toEqual([]);
  });

  it('a cancelled order gets its letter, also when nothing else was heard of it', async () => {
    const order = shop.anOrder();
    await shop.hearCancelled(await order.cancelled());
    expect(await lettersOf(order)).toEqual([{ kind: 'cancelled', state: 'pending' }]);
  });

  it('a whole story makes one letter for each fact', async () => {
    const order = shop.anOrder();
    await shop.hearHeld(await order.held());
    await shop.hearConfirmed(await order.confirmed());
    await shop.hearDispatched(order.dispatched());
    await shop.hearDispatched(order.dispatched());
    expect((await lettersOf(order)).map(({ kind }) => kind)).toEqual([
      'awaiting-payment',
      'confirmed',
      'dispatched',
      'dispatched',
    ]);
    const [known] = await shop.rows(
      'SELECT heard_from, card IS NOT NULL AS card FROM correspondent WHERE order_id = $1',
      [order.orderId],
    );
    expect(known).toEqual({ heard_from: 'order.confirmed', card: true });
  });

  it('a cancellation does not make us forget what was confirmed', async () => {
    const order = shop.anOrder();
    await shop.hearConfirmed(await order.confirmed());
    await shop.hearCancelled(await order.cancelled());
    const [known] = await shop.rows('SELECT heard_from FROM correspondent WHERE order_id = $1', [
      order.orderId,
    ]);
    expect(known).toEqual({ heard_from: 'order.confirmed' });
  });

  describe('of a parcel and its order, from two topics', () => {
    it.each(['confirmed', 'held', 'cancelled'] as const)(
      'the parcel waits when it is heard first, until %s',
      async (teller) => {
        const order = shop.anOrder();
        await shop.hearDispatched(order.dispatched());
        expect(await lettersOf(order)).toEqual([{ kind: 'dispatched', state: 'waiting' }]);
        expect(shop.enqueued).toEqual([]);
        if (teller === 'confirmed') await shop.hearConfirmed(await order.confirmed());
        if (teller === 'held') await shop.hearHeld(await order.held({ reasons: ['remark-present'] }));
        if (teller === 'cancelled') await shop.hearCancelled(await order.cancelled());
        expect((await lettersOf(order)).find(({ kind }) => kind === 'dispatched')).toEqual({
          kind: 'dispatched',
          state: 'pending',
        });
        expect(shop.enqueued).toHaveLength(1);
      },
    );

    it('whichever comes last continues, when both are heard at the same moment', async () => {
      const orders = Array.from({ length: 40 }, () => shop.anOrder());
      const confirmations = await Promise.all(orders.map((order) => order.confirmed()));
      await Promise.all([
        ...confirmations.map((event) => shop.hearConfirmed(event)),
        ...orders.map((order) => shop.hearDispatched(order.dispatched())),
      ]);
      const states = await Promise.all(orders.map(lettersOf));
      expect(states.flat().filter(({ state }) => state !== 'pending')).toEqual([]);
      expect(states.flat()).toHaveLength(80);
    });

    it('a second parcel and the confirmation see each other, though the order has its place already', async () => {
      const order = shop.anOrder();
      await shop.hearDispatched(order.dispatched());
      const confirmation = await order.confirmed();
      const parcel = shop.unitOfWork.run(async (tx) => {
        await shop.letters.parcelDispatched([order.dispatched()], tx);
        const confirmed = shop.hearConfirmed(confirmation);
        await Promise.race([confirmed, sleep(300)]);
        return { confirmed };
      });
      await (
        await parcel
      ).confirmed;
      expect((await lettersOf(order)).filter(({ state }) => state !== 'pending')).toEqual([]);
    });

    it('batches that name the same orders in other orders do not lock each other out', async () => {
      const orders = Array.from({ length: 60 }, () => shop.anOrder());
      const confirmations = await Promise.all(orders.map((order) => order.confirmed()));
      const parcels = orders.map((order) => order.dispatched());
      await Promise.all([shop.hearConfirmed(...confirmations), shop.hearDispatched(...parcels.reverse())]);
      const states = await Promise.all(orders.map(lettersOf));
      expect(states.flat().filter(({ state }) => state === 'pending')).toHaveLength(120);
    });
  });

  it('nothing personal lies in the open', async () => {
    const order = shop.anOrder();
    await shop.hearHeld(await order.held());
    await shop.hearConfirmed(await order.confirmed());
    await shop.hearDispatched(order.dispatched());
    const all = JSON.stringify([
      await shop.rows('SELECT * FROM letter'),
      await shop.rows('SELECT * FROM correspondent'),
    ]);
    for (const canary of ['髙﨑', 'takasaki', '03-1234', '千代田']) expect(all).not.toContain(canary);
  });
});
