import { until } from '@okuru/platform/testing';
import type { LettersPage } from './list-letters/letters.controller.js';
import { SHIP_TO, TAKASAKI } from './testing/events.js';
import { aMailServer } from './testing/mail-server.js';
import { runningNotification } from './testing/running-notification.js';

type Running = Awaited<ReturnType<typeof runningNotification>>;

const lettersOf = async (shop: Running, { orderId }: { orderId: string }) =>
  (await shop.getJson<LettersPage>(`/v1/letters?orderId=${orderId}`)).letters;
const allSent = async (shop: Running, order: { orderId: string }, count: number): Promise<void> =>
  until(async () => {
    const letters = await lettersOf(shop, order);
    return letters.length === count && letters.every(({ state }) => state === 'sent');
  }, 20_000);

describe('notification with a mailbox', () => {
  let shop: Running;

  beforeAll(async () => {
    shop = await runningNotification();
  });
  afterAll(() => shop.close());

  it('writes to the buyer at each step, whatever is heard first, and says so', async () => {
    const order = shop.anOrder();
    await shop.hears(order.dispatched({ lines: [{ lineId: '1', sku: 'MUG-WHITE', quantity: 1 }] }));
    await until(async () => (await lettersOf(shop, order))[0]?.state === 'waiting');
    await shop.hears(await order.held(), await order.confirmed(), await order.cancelled());
    await allSent(shop, order, 4);
    const letters = await lettersOf(shop, order);
    expect(letters.map(({ kind }) => kind).sort()).toEqual([
      'awaiting-payment',
      'cancelled',
      'confirmed',
      'dispatched',
    ]);
    expect(JSON.stringify(letters)).not.toContain('takasaki');

    const stated = () => shop.said.filter(({ key }) => key === `order:${order.orderId}`);
    await until(() => stated().length === 4);
    expect(stated().map(({ value }) => JSON.parse(value))).toEqual(
      expect.arrayContaining(
        letters.map(({ kind, messageId, sentAt }) => ({ orderId: order.orderId, kind, messageId, sentAt })),
      ),
    );
  });

  it('hears a fact twice and writes once', async () => {
    const order = shop.anOrder();
    const event = await order.confirmed();
    await shop.hears(event, event);
    await shop.hears(event);
    await allSent(shop, order, 1);
    expect(await lettersOf(shop, order)).toHaveLength(1);
  });

  it('shows letters in pages and by state', async () => {
    const first = await shop.getJson<LettersPage>('/v1/letters?limit=2');
    expect(first.letters).toHaveLength(2);
    const second = await shop.getJson<LettersPage>(`/v1/letters?limit=2&after=${first.after}`);
    expect(Number(second.letters[0]?.letterId)).toBeGreaterThan(Number(first.letters[1]?.letterId));
    expect(await shop.getJson<LettersPage>('/v1/letters?state=failed')).toEqual({ letters: [], after: null });
    for (const wrong of ['orderId=x', 'state=lost', 'limit=0', 'limit=101', 'after=x', 'who=me'])
      expect((await shop.get(`/v1/letters?${wrong}`, 'ops')).status).toBe(422);
  });

  it('shows the mails to ops and admin only', async () => {
    for (const path of ['/mailbox', '/mailbox/1', '/v1/letters']) {
      expect((await shop.get(path)).status).toBe(401);
      for (const role of ['storefront', 'warehouse'] as const)
        expect((await shop.get(path, role)).status).toBe(403);
      for (const role of ['ops', 'admin'] as const) expect((await shop.get(path, role)).status).toBe(200);
    }
    const basic = Buffer.from(`any:${shop.keyOf('ops')}`).toString('base64');
    expect(
      (await fetch(`${shop.url}/mailbox`, { headers: { authorization: `Basic ${basic}` } })).status,
    ).toBe(200);
    for (const id of ['0', '999999', 'x', '1e3', '9'.repeat(30)])
      expect((await shop.get(`/mailbox/${id}`, 'ops')).status).toBe(404);
    expect((await shop.get('/mailbox?before=x', 'ops')).status).toBe(422);
  });

  it('shows a hostile mail as text, and its markup in a frame where nothing runs', async () => {
    const name = '<img src=x onerror=alert(1)>"</iframe><script>';
    const order = shop.anOrder({ name, email: 'hostile@example.jp' });
    await shop.hears(await order.confirmed({ reference: '"><img src=x onerror=alert(2)>' }));
    await allSent(shop, order, 1);
    const [{ id } = { id: '' }] = await shop.rows<{ id: string }>(
      "SELECT id FROM okuru_notification.mailbox_mail WHERE recipient_address = 'hostile@example.jp'",
    );
    const answers = [await shop.get('/mailbox', 'ops'), await shop.get(`/mailbox/${id}`, 'ops')];
    for (const answer of answers) {
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const page = await answer.text();
      expect(page).toContain('hostile@example.jp');
      expect(page).not.toMatch(/<(img|script)/i);
      expect(page.match(/<\/iframe>/g) ?? []).toHaveLength(page.includes('srcdoc') ? 1 : 0);
    }
  });

  it('pages the mailbox, the newest first, and counts what was delivered again', async () => {
    await shop.rows(`INSERT INTO okuru_notification.mailbox_mail
      (message_id, fact_id, sender, recipient_name, recipient_address, subject, text, html)
      SELECT '<m' || n % 60 || '@example.jp>', gen_random_uuid(), 's', '', 'many@example.jp', 'Mail no ' || n, 't', 'h'
      FROM generate_series(1, 61) AS n`);
    const first = await (await shop.get('/mailbox', 'ops')).text();
    expect(first.indexOf('Mail no 61')).toBeLessThan(first.indexOf('Mail no 60'));
    expect(first).toContain('Mail no 12<');
    expect(first).not.toContain('Mail no 11<');
    expect(first.match(/delivered 2 times/g)).toHaveLength(1);
    const older = /\/mailbox\?before=(\d+)/.exec(first)?.[0] ?? '';
    expect(await (await shop.get(older, 'ops')).text()).toContain('Mail no 11<');
  });

  it('keeps nothing personal in the open but in the mailbox', async () => {
    const tables = await shop.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname LIKE 'okuru%' AND tablename <> 'mailbox_mail'`,
    );
    for (const { name } of tables) {
      const rows = JSON.stringify(await shop.rows(`SELECT * FROM ${name}`));
      for (const canary of [TAKASAKI.email, TAKASAKI.phone, '髙﨑', SHIP_TO.street, 'hostile@'])
        expect([name, rows.includes(canary)]).toEqual([name, false]);
    }
  });
});

describe('notification with a mail server', () => {
  let server: Awaited<ReturnType<typeof aMailServer>>;
  let shop: Running;

  beforeAll(async () => {
    server = await aMailServer();
    shop = await runningNotification({ SMTP_URL: server.url });
  });
  afterAll(async () => {
    await shop.close();
    await server.close();
  });

  it('sends a Japanese and an English letter through it', async () => {
    const [ja, en] = [shop.anOrder(), shop.anOrder({ name: "O'Neil & Söhne", email: 'oneil@example.com' })];
    await shop.hears(await ja.confirmed(), await en.confirmed({ language: 'en' }));
    await Promise.all([allSent(shop, ja, 1), allSent(shop, en, 1)]);
    const mails = new Map(server.received.map((mail) => [mail.to.join(), mail]));
    expect(mails.get(TAKASAKI.email)).toMatchObject({
      headers: { subject: '【お茶の店】ご注文を承りました（A-1001）' },
    });
    expect(mails.get(TAKASAKI.email)?.text).toContain('髙﨑 𠮷野🎁 様');
    expect(mails.get(TAKASAKI.email)?.html).toContain('<html lang="ja">');
    expect(mails.get('oneil@example.com')?.text).toContain("Dear O'Neil & Söhne,");
    const [letter] = await lettersOf(shop, ja);
    expect(mails.get(TAKASAKI.email)?.headers).toMatchObject({
      'message-id': letter?.messageId,
      'x-okuru-fact': letter?.messageId.slice(1, 37),
    });
  });

  it('shows a letter nobody takes among the failed', async () => {
    server.behaviour.refuse = (address) => (address === 'gone@example.jp' ? 550 : undefined);
    const order = shop.anOrder({ ...TAKASAKI, email: 'gone@example.jp' });
    await shop.hears(await order.confirmed());
    await until(async () => (await lettersOf(shop, order))[0]?.state === 'failed', 20_000);
    const { letters } = await shop.getJson<LettersPage>('/v1/letters?state=failed');
    expect(letters).toMatchObject([
      { orderId: order.orderId, attempts: 1, fault: 'smtp EENVELOPE 550', sentAt: null },
    ]);
  });

  it('tries a failed letter again when it is told to', async () => {
    server.behaviour.refuse = () => undefined;
    const { letters } = await shop.getJson<LettersPage>('/v1/letters?state=failed');
    const [failed] = letters;
    const retry = (letterId: string | undefined, role?: 'ops' | 'storefront') =>
      fetch(`${shop.url}/v1/letters/${letterId}/retry`, {
        method: 'POST',
        headers: role ? { authorization: `Bearer ${shop.keyOf(role)}` } : {},
      });
    expect((await retry(failed?.letterId)).status).toBe(401);
    expect((await retry(failed?.letterId, 'storefront')).status).toBe(403);
    expect((await retry('999999', 'ops')).status).toBe(404);
    expect((await retry('x', 'ops')).status).toBe(404);
    expect((await retry(failed?.letterId, 'ops')).status).toBe(202);
    await allSent(shop, { orderId: failed?.orderId ?? '' }, 1);
    expect((await retry(failed?.letterId, 'ops')).status).toBe(409);
    expect(server.received.at(-1)).toMatchObject({
      to: ['gone@example.jp'],
      headers: { 'message-id': failed?.messageId },
    });
  });

  it('has no mailbox', async () => {
    expect((await shop.get('/mailbox', 'ops')).status).toBe(404);
    expect((await shop.get('/mailbox/1', 'ops')).status).toBe(404);
    expect(await shop.rows('SELECT * FROM okuru_notification.mailbox_mail')).toEqual([]);
  });
});
