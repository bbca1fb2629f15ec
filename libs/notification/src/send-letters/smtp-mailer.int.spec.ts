import { aMailServer } from '../testing/mail-server.js';
import { aMail, mailerContract } from './mailer.contract.js';
import { SmtpMailer } from './smtp-mailer.js';

/** `"name" <address>` or a bare address, as the To header of one recipient has it. */
const nameIn = (header: string): string => {
  const name = header.replace(/\s*<?[^<>\s]+@[^<>\s]+>?$/, '');
  return name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name;
};

mailerContract('an SMTP server', async () => {
  const server = await aMailServer();
  const mailer = new SmtpMailer(server.url);
  return {
    mailer,
    delivered: () =>
      Promise.resolve(
        server.received.map(({ to, headers, text, html }) => ({
          messageId: headers['message-id'] ?? '',
          factId: headers['x-okuru-fact'] ?? '',
          to: to.join(),
          name: nameIn(headers.to ?? ''),
          subject: headers.subject ?? '',
          text,
          html,
        })),
      ),
    close: async () => {
      mailer.close();
      await server.close();
    },
  };
});

describe('the SMTP mailer', () => {
  let server: Awaited<ReturnType<typeof aMailServer>>;
  const open: SmtpMailer[] = [];
  const aMailer = (url = server.url): SmtpMailer => {
    const mailer = new SmtpMailer(url);
    open.push(mailer);
    return mailer;
  };

  beforeEach(async () => {
    server = await aMailServer();
  });
  afterEach(async () => {
    open.splice(0).forEach((mailer) => mailer.close());
    await server.close();
  });

  it('says from whom, when, and that a machine wrote', async () => {
    await aMailer().deliver([aMail()]);
    const [{ from, headers } = { from: '', headers: {} as Record<string, string> }] = server.received;
    expect(from).toBe('shop@example.jp');
    expect(headers.from).toBe('お茶の店 <shop@example.jp>');
    expect(headers.date).toBe('Thu, 15 Jan 2026 03:04:05 +0000');
    expect(headers['auto-submitted']).toBe('auto-generated');
  });

  it('keeps a few connections open', async () => {
    const mailer = aMailer();
    for (let round = 0; round < 4; round += 1)
      await mailer.deliver(Array.from({ length: 25 }, () => aMail()));
    expect(server.received).toHaveLength(100);
    expect(server.behaviour.connections).toBeLessThanOrEqual(5);
  });

  it('tells an address that does not exist from one that is busy, and names neither', async () => {
    server.behaviour.refuse = (address) => ({ 'nobody@example.jp': 550, 'busy@example.jp': 451 })[address];
    const to = (address: string) => aMail({ to: { name: '', address } });
    expect(
      await aMailer().deliver([to('nobody@example.jp'), to('busy@example.jp'), to('ok@example.jp')]),
    ).toEqual([
      { ok: false, refused: 'this-mail', fault: 'smtp EENVELOPE 550' },
      { ok: false, refused: 'for-now', fault: 'smtp EENVELOPE 451' },
      { ok: true },
    ]);
  });

  it('logs in when its address says so, and a refused login is the server', async () => {
    const at = (login: string) => server.url.replace('//', `//${login}@`);
    expect(await aMailer(at('shop:letmein')).deliver([aMail()])).toEqual([{ ok: true }]);
    expect(await aMailer(at('shop:wrong')).deliver([aMail()])).toMatchObject([
      { ok: false, refused: 'server' },
    ]);
  });

  it('knows that nobody is there, and goes on when somebody is again', async () => {
    const nobody = aMailer('smtp://127.0.0.1:1');
    expect(await nobody.deliver([aMail(), aMail()])).toMatchObject([
      { ok: false, refused: 'server' },
      { ok: false, refused: 'server' },
    ]);
    expect(await aMailer().deliver([aMail()])).toEqual([{ ok: true }]);
  });
});
