import { createHash } from 'node:crypto';
import { escapeHtml } from '../compose-letters/escape-html.js';
import { dayAndTime } from '../compose-letters/say-values.js';
import type { MailboxMail } from './mailbox-mail.entity.js';

/** A mail in the list, with how often its Message-ID was delivered. */
export type ListedMail = Pick<
  MailboxMail,
  'id' | 'messageId' | 'recipientName' | 'recipientAddress' | 'subject' | 'deliveredAt'
> & { readonly deliveries: number };

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c1c1c; background: #fff }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid #ddd; vertical-align: top }
pre { white-space: pre-wrap; font: inherit; background: #f6f6f4; padding: 1rem }
iframe { width: 100%; height: 32rem; border: 1px solid #ddd }
.repeat { color: #a33 }
`;

/**
 * Nothing may run or load. The mail stands in a sandboxed frame of its own, which inherits this policy; it has no style,
 * so that none needs to be allowed for it.
 */
export const MAILBOX_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The list, the newest first; `older` is the id the next page goes on before. */
export const mailboxPage = (mails: readonly ListedMail[], older: string | null, timeZone: string): string =>
  page('Mailbox', [
    '<h1>Mailbox</h1>',
    '<p>Letters stay here because no mail server is configured (<code>SMTP_URL</code>). Nothing was sent to anybody.</p>',
    mails.length === 0 ? '<p>No letter yet.</p>' : list(mails, timeZone),
    older === null ? '' : `<p><a href="/mailbox?before=${encodeURIComponent(older)}">Older letters</a></p>`,
  ]);

export const mailPage = (mail: MailboxMail, timeZone: string): string =>
  page(mail.subject, [
    '<p><a href="/mailbox">Mailbox</a></p>',
    `<h1>${escapeHtml(mail.subject)}</h1>`,
    '<table>',
    row('From', mail.sender),
    row('To', recipient(mail)),
    row('Delivered', dayAndTime(mail.deliveredAt.toISOString(), 'en', timeZone)),
    row('Message-ID', mail.messageId),
    row('X-Okuru-Fact', mail.factId),
    '</table>',
    '<h2>Text</h2>',
    `<pre>${escapeHtml(mail.text)}</pre>`,
    '<h2>HTML</h2>',
    `<iframe sandbox="" title="The letter as HTML" srcdoc="${escapeHtml(mail.html)}"></iframe>`,
  ]);

const list = (mails: readonly ListedMail[], timeZone: string): string =>
  [
    '<table>',
    '<thead><tr><th>Delivered</th><th>To</th><th>Subject</th></tr></thead>',
    '<tbody>',
    ...mails.map(
      (mail) =>
        `<tr><td>${escapeHtml(dayAndTime(mail.deliveredAt.toISOString(), 'en', timeZone))}</td>` +
        `<td>${escapeHtml(recipient(mail))}</td>` +
        `<td><a href="/mailbox/${encodeURIComponent(mail.id)}">${escapeHtml(mail.subject)}</a>${repeats(mail)}</td></tr>`,
    ),
    '</tbody>',
    '</table>',
  ].join('\n');

const repeats = ({ deliveries }: ListedMail): string =>
  deliveries > 1 ? ` <span class="repeat">delivered ${deliveries} times</span>` : '';

const recipient = ({
  recipientName,
  recipientAddress,
}: Pick<MailboxMail, 'recipientName' | 'recipientAddress'>): string =>
  recipientName === '' ? recipientAddress : `${recipientName} <${recipientAddress}>`;

const row = (label: string, value: string): string =>
  `<tr><th>${label}</th><td>${escapeHtml(value)}</td></tr>`;

const page = (title: string, body: readonly string[]): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>`,
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
