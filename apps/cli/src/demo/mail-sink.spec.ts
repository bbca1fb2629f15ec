import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { openMailSink, type MailSink } from './mail-sink.js';

/** Says each line once the one before was answered. */
const saying = async (sink: MailSink, ...lines: readonly string[]): Promise<Socket> => {
  const { hostname, port } = new URL(sink.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'data');
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await once(socket, 'data');
  }
  return socket;
};
const MAIL = ['EHLO shop.test', 'MAIL FROM:<shop@okuru.test>', 'RCPT TO:<buyer@okuru.test>', 'DATA'];

describe('the mail sink', () => {
  let sink: MailSink;
  beforeEach(async () => (sink = await openMailSink()));
  afterEach(() => sink.close());

  it('outlives senders that are killed within their mails, and counts what comes whole', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      const killed = await saying(sink, ...MAIL.slice(0, 3));
      killed.resetAndDestroy();
      await once(killed, 'close');
    }
    const whole = await saying(sink, ...MAIL, 'Message-ID: <whole@okuru.test>\r\n\r\nHello\r\n.');
    whole.end('QUIT\r\n');
    expect([...sink.received]).toEqual([['<whole@okuru.test>', 1]]);
  });
});
