import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { type ReadMail, readMail } from './read-mail.js';

export interface Received extends ReadMail {
  readonly from: string;
  readonly to: readonly string[];
}

/** A real SMTP server that keeps what it takes; `refuse` answers a recipient with an SMTP code. */
export const aMailServer = async () => {
  const received: Received[] = [];
  const behaviour = {
    refuse: (_address: string): number | undefined => undefined,
    beforeTaking: (): Promise<void> | undefined => undefined,
    connections: 0,
    secret: 'letmein',
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onConnect(_session, done) {
      behaviour.connections += 1;
      done();
    },
    onAuth({ password }, _session, done) {
      if (password === behaviour.secret) done(null, { user: 'shop' });
      else done(new Error('Invalid login'));
    },
    onRcptTo({ address }, _session, done) {
      const code = behaviour.refuse(address);
      done(
        code === undefined ? null : Object.assign(new Error(`<${address}> refused`), { responseCode: code }),
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void Promise.resolve(behaviour.beforeTaking()).then(() => {
          const { mailFrom, rcptTo } = session.envelope;
          received.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            ...readMail(Buffer.concat(chunks).toString('utf8')),
          });
          done();
        });
      });
    },
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    behaviour,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
