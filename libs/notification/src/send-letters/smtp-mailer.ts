import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type NodemailerError } from 'nodemailer';
import { type Delivery, type Mail, Mailer } from './mailer.js';

/** One flight is marked while the other is with the mail server. */
const FLIGHTS_MAX = 2;
const MAILS_PER_FLIGHT = 25;
const CONNECTIONS_MAX = 5;
const MAILS_PER_CONNECTION_MAX = 500;
const CONNECT_MS_MAX = 10_000;
const SOCKET_SILENT_MS_MAX = 20_000;
/** A mail without an answer by then counts as not sent; it is sent again under the same Message-ID. */
const DELIVERY_MS_MAX = 30_000;

/** Faults of the way to the server, or of our login, rather than of one mail. */
const SERVER_FAULTS = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EREQUIRETLS',
  'EPROTOCOL',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'ECONFIG',
  'EPROXY',
]);

/** Sends through the shop's mail server, over a few connections that stay open. */
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  override readonly mailsPerFlight = MAILS_PER_FLIGHT;
  override readonly flightsMax = FLIGHTS_MAX;
  private readonly transport;

  constructor(url: string) {
    super();
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: CONNECTIONS_MAX,
      maxMessages: MAILS_PER_CONNECTION_MAX,
      connectionTimeout: CONNECT_MS_MAX,
      greetingTimeout: CONNECT_MS_MAX,
      dnsTimeout: CONNECT_MS_MAX,
      socketTimeout: SOCKET_SILENT_MS_MAX,
      // A letter is made of strings only; nothing in it may name a file or an address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  override deliver(mails: readonly Mail[]): Promise<Delivery[]> {
    return Promise.all(mails.map((mail) => this.send(mail)));
  }

  close(): void {
    this.transport.close();
  }

  onApplicationShutdown(): void {
    this.close();
  }

  private async send({ messageId, factId, from, to, subject, text, html, date }: Mail): Promise<Delivery> {
    try {
      await this.transport.sendMail({
        messageId,
        from,
        to: { name: to.name, address: to.address },
        subject,
        text,
        html,
        date,
        // RFC 3834: no out-of-office answers, please.
        headers: { 'X-Okuru-Fact': factId, 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(DELIVERY_MS_MAX),
      });
      return { ok: true };
    } catch (fault) {
      return refusal(fault as NodemailerError);
    }
  }
}

const refusal = ({ code, responseCode, permanent, command }: NodemailerError): Delivery => {
  const fault = ['smtp', code, responseCode].filter((part) => part !== undefined && part !== '').join(' ');
  if (code !== undefined && SERVER_FAULTS.has(code)) return { ok: false, refused: 'server', fault };
  const neverTaken = permanent === true && command === 'RCPT TO';
  return { ok: false, refused: neverTaken ? 'this-mail' : 'for-now', fault };
};
