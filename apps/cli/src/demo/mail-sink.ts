import { SMTPServer } from 'smtp-server';

/** An SMTP server of the demo's own that counts what arrives, by Message-ID. */
export interface MailSink {
  readonly url: string;
  /** Message-ID → times received. */
  readonly received: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export const openMailSink = async (): Promise<MailSink> => {
  const received = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const head = Buffer.concat(parts).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
        const id = /^message-id:\s*(\S+)/im.exec(head)?.[1] ?? '(no Message-ID)';
        received.set(id, (received.get(id) ?? 0) + 1);
        callback();
      });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    // Later ones are of connections that broke within a mail, as those of a killed process do: their mail was not taken.
    server.on('error', reject);
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
