import { notificationAtWork, type NotificationAtWork } from '../testing/notification-at-work.js';

describe('letters about delays', () => {
  let shop: NotificationAtWork;
  beforeAll(async () => {
    shop = await notificationAtWork();
  });
  afterAll(() => shop.close());

  const lettersOf = (order: { orderId: string }) =>
    shop.rows<{ kind: string; state: string; message_id: string }>(
      `SELECT kind, state, message_id FROM letter WHERE order_id = $1 AND kind <> 'confirmed' ORDER BY seq`,
      [order.orderId],
    );

  it('a parcel that misses its promised day brings one letter, however often it is heard', async () => {
    const order = shop.anOrder();
    await shop.hearConfirmed(await order.confirmed());
    const event = order.delayed();
    await shop.hearDelayed(event);
    await shop.hearDelayed(event);
    expect(await lettersOf(order)).toEqual([
      { kind: 'delayed', state: 'pending', message_id: `<${event.id}.delayed@example.jp>` },
    ]);
  });

  it('one whose promise holds brings none, with a day and without one', async () => {
    const [dated, undated] = [shop.anOrder(), shop.anOrder()];
    await shop.hearConfirmed(await dated.confirmed(), await undated.confirmed());
    await shop.hearDelayed(
      dated.delayed({ promisedOn: '2026-01-30', missesPromisedDay: false }),
      undated.delayed({ promisedOn: null, missesPromisedDay: false, leavesOn: '2026-01-18' }),
    );
    expect([...(await lettersOf(dated)), ...(await lettersOf(undated))]).toEqual([]);
  });

  it('without a day it does once the days to the dispatch that were promised are over', async () => {
    const order = shop.anOrder();
    await shop.hearConfirmed(await order.confirmed());
    await shop.hearDelayed(
      order.delayed({ promisedOn: null, missesPromisedDay: false, leavesOn: '2026-01-19' }),
    );
    expect(await lettersOf(order)).toMatchObject([{ kind: 'delayed' }]);
  });

  it('awaited units bring a letter, which waits for the contact', async () => {
    const order = shop.anOrder();
    await shop.hearAwaited(order.awaits());
    expect(await lettersOf(order)).toMatchObject([{ kind: 'units-awaited', state: 'waiting' }]);
    await shop.hearConfirmed(await order.confirmed());
    expect(await lettersOf(order)).toMatchObject([{ kind: 'units-awaited', state: 'pending' }]);
  });

  it('are previewed as they will be written, by the same rule, with no name in them', async () => {
    const [ja, en, kept] = [shop.anOrder(), shop.anOrder(), shop.anOrder()];
    await shop.hearConfirmed(
      await ja.confirmed({ language: 'ja', reference: 'JA-1' }),
      await en.confirmed({ language: 'en', reference: 'EN-1' }),
      await kept.confirmed(),
    );
    const delays = [
      ja.delayed().data,
      en.delayed().data,
      kept.delayed({ promisedOn: '2026-01-30', missesPromisedDay: false }).data,
    ];
    const { orderIds, previews } = await shop.previews.ofDelays(delays);
    expect(orderIds).toEqual([ja.orderId, en.orderId]);
    expect(previews).toMatchObject([
      { language: 'ja', letters: 1, subject: '【お茶の店】お届けが遅れることのお詫びとお知らせ（JA-1）' },
      { language: 'en', letters: 1, subject: '[お茶の店] We are sorry: your order EN-1 will be late' },
    ]);
    await shop.hearDelayed(ja.delayed());
    await shop.sender().drain();
    const sent = shop.mailer.taken.find(({ subject }) => subject === previews[0]!.subject)!;
    expect(sent.text.replace('髙﨑 𠮷野🎁', '（お客様のお名前）')).toBe(previews[0]!.text);
  });

  it('are previewed as none, where nobody would be written to', async () => {
    const order = shop.anOrder();
    await shop.hearConfirmed(await order.confirmed());
    const { data } = order.delayed({ promisedOn: '2026-01-30', missesPromisedDay: false });
    expect(await shop.previews.ofDelays([data])).toEqual({ orderIds: [], previews: [] });
  });
});
