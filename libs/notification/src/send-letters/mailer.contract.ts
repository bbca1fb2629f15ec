/// <reference types="jest" />
import { randomUUID } from 'node:crypto';
import type { Mail, Mailer } from './mailer.js';

/** A mail as whoever it was delivered to sees it. */
export interface DeliveredMail {
  readonly messageId: string;
  readonly factId: string;
  readonly to: string;
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const aMail = (changes: Partial<Mail> = {}): Mail => {
  const factId = randomUUID();
  return {
    messageId: `<${factId}.confirmed@example.jp>`,
    factId,
    from: 'お茶の店 <shop@example.jp>',
    to: { name: '髙﨑 𠮷野🎁', address: 'takasaki@example.jp' },
    subject: '【お茶の店】ご注文を承りました（A-1001）',
    text: '髙﨑 𠮷野🎁 様\n\n.\n①㈱\n',
    html: '<p>髙﨑 𠮷野🎁 様 &lt;img onerror&gt;</p>\n',
    date: new Date('2026-01-15T03:04:05Z'),
    ...changes,
  };
};

/** What every mailer keeps to. */
export const mailerContract = (
  name: string,
  setUp: () => Promise<{ mailer: Mailer; delivered(): Promise<DeliveredMail[]>; close(): Promise<void> }>,
): void => {
  describe(`a mailer to ${name}`, () => {
    let place: Awaited<ReturnType<typeof setUp>>;

    beforeEach(async () => {
      place = await setUp();
    });
    afterEach(() => place.close());

    it('delivers a letter as it was written', async () => {
      const mail = aMail();
      expect(await place.mailer.deliver([mail])).toEqual([{ ok: true }]);
      expect(await place.delivered()).toEqual([
        {
          messageId: mail.messageId,
          factId: mail.factId,
          to: mail.to.address,
          name: mail.to.name,
          subject: mail.subject,
          text: mail.text.trimEnd(),
          html: mail.html.trimEnd(),
        },
      ]);
    });

    it('answers for each of many, each its own', async () => {
      const mails = Array.from({ length: 30 }, (_, n) =>
        aMail({ to: { name: '', address: `buyer${n}@example.jp` } }),
      );
      expect(await place.mailer.deliver(mails)).toEqual(mails.map(() => ({ ok: true })));
      const addressOf = new Map((await place.delivered()).map(({ messageId, to }) => [messageId, to]));
      expect(addressOf).toEqual(new Map(mails.map(({ messageId, to }) => [messageId, to.address])));
    });

    it('delivers a repeat again, and it can be known by its Message-ID', async () => {
      const mail = aMail();
      await place.mailer.deliver([mail]);
      await place.mailer.deliver([mail]);
      expect((await place.delivered()).map(({ messageId }) => messageId)).toEqual([
        mail.messageId,
        mail.messageId,
      ]);
    });

    it('takes a name for a name, whatever is in it', async () => {
      const name = '"><img src=x>, Bcc: <all@example.jp>; (x)';
      const mail = aMail({ to: { name, address: 'x@example.jp' } });
      await place.mailer.deliver([mail]);
      const [delivered] = await place.delivered();
      expect(delivered).toMatchObject({ to: 'x@example.jp', name });
    });

    it('has nothing to do for no mails', async () => {
      expect(await place.mailer.deliver([])).toEqual([]);
    });
  });
};
