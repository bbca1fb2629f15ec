import { Injectable } from '@nestjs/common';
import { Clock, fact, KeyRing, logger, UnitOfWork } from '@okuru/platform';
import { Shop } from '../compose-letters/shop.js';
import type { ClaimedLetter, Outcome } from './claimed-letter.js';
import { LetterOutboxStore } from './letter-outbox.store.js';
import { type Delivery, type Mail, Mailer } from './mailer.js';
import { type Opened, openSeals } from './open-seals.js';
import { afterFailure } from './retry.js';
import { toMail } from './to-mail.js';

interface Written {
  readonly letter: ClaimedLetter;
  readonly mail: Mail;
}

/**
 * Opens, writes and sends a flight of letters whose leases this process holds, then marks what was sent and states
 * `letter.sent` in one transaction. A letter leaves at least once.
 */
@Injectable()
export class SendLetters {
  private readonly log = logger('send-letters');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: LetterOutboxStore,
    private readonly keyRing: KeyRing,
    private readonly mailer: Mailer,
    private readonly shop: Shop,
    private readonly clock: Clock,
  ) {}

  /** Answers whether the mail server takes mail at all. */
  async fly(flight: readonly ClaimedLetter[]): Promise<boolean> {
    const opened = await openSeals(this.keyRing, flight);
    const now = this.clock.now();
    const unwritten: Outcome[] = [];
    const written: Written[] = [];
    flight.forEach((letter, index) => {
      const to = opened[index];
      const mail = to?.ok ? this.write(letter, to, now) : null;
      if (mail) written.push({ letter, mail });
      else unwritten.push(notWritten(letter, to));
    });
    const deliveries = written.length === 0 ? [] : await this.mailer.deliver(written.map(({ mail }) => mail));
    const outcomes = written.map(({ letter }, index) => outcomeOf(letter, deliveries[index]));
    const mails = new Map(written.map(({ letter, mail }) => [letter, mail]));
    await this.settle([...unwritten, ...outcomes], mails);
    return !deliveries.some((delivery) => !delivery.ok && delivery.refused === 'server');
  }

  /** Later, since the mail server takes nothing at the moment. */
  putOff(letters: readonly ClaimedLetter[]): Promise<void> {
    return this.settle(letters.map((letter) => failed(letter, 'put off')));
  }

  /** For another process to send at once. */
  putBack(letters: readonly ClaimedLetter[]): Promise<void> {
    return this.settle(
      letters.map((letter) => ({ letter, state: 'pending', waitSeconds: 0, fault: 'put back' })),
    );
  }

  /** null when the letter cannot be written, which must not hold up its neighbours. */
  private write(letter: ClaimedLetter, to: Extract<Opened, { ok: true }>, now: Date): Mail | null {
    try {
      return toMail(letter, to, this.shop, now);
    } catch (fault) {
      this.log.error({ orderId: letter.orderId, kind: letter.kind, fault }, 'a letter could not be written');
      return null;
    }
  }

  private async settle(
    outcomes: readonly Outcome[],
    mails: ReadonlyMap<ClaimedLetter, Mail> = new Map(),
  ): Promise<void> {
    const settled = await this.unitOfWork.run(async (tx) => {
      const sentAt = this.clock.now();
      const held = await this.letters.settle(tx, outcomes, sentAt);
      const sent = held.flatMap(({ letter, state }) => (state === 'sent' ? [letter] : []));
      await this.mailer.keep(
        tx,
        sent.flatMap((letter) => mails.get(letter) ?? []),
      );
      tx.publish(...sent.map((letter) => sentFact(letter, sentAt)));
      return held;
    });
    this.report(settled, outcomes.length - settled.length);
  }

  private report(settled: readonly Outcome[], leasesLost: number): void {
    const failures = settled.filter(({ state }) => state === 'failed');
    for (const { letter, fault } of failures)
      this.log.error(
        { orderId: letter.orderId, kind: letter.kind, attempts: letter.attempts, fault },
        'a letter was given up',
      );
    const waiting = settled.filter(({ state, waitSeconds }) => state === 'pending' && waitSeconds > 0);
    if (waiting.length > 0)
      this.log.warn(
        { letters: waiting.length, fault: waiting[0]?.fault },
        'letters could not be sent and are tried again',
      );
    if (leasesLost > 0)
      this.log.warn({ letters: leasesLost }, 'the lease on letters ran out; they may be repeated');
  }
}

const failed = (letter: ClaimedLetter, fault: string): Outcome => ({
  letter,
  fault,
  ...afterFailure(letter.attempts),
});

const notWritten = (letter: ClaimedLetter, opened: Opened | undefined): Outcome => {
  const why = opened && !opened.ok ? opened.why : 'not-written';
  switch (why) {
    case 'erased':
      return { letter, state: 'withdrawn', waitSeconds: 0, fault: null };
    case 'no-address':
    case 'unreadable':
      return { letter, state: 'failed', waitSeconds: 0, fault: why };
    case 'not-written':
    case 'seal-broken': // A key erased a moment ago may still be in hand; then the next try finds it gone.
      return failed(letter, why);
  }
};

const outcomeOf = (letter: ClaimedLetter, delivery: Delivery | undefined): Outcome => {
  if (!delivery) return failed(letter, 'no answer');
  if (delivery.ok) return { letter, state: 'sent', waitSeconds: 0, fault: null };
  if (delivery.refused === 'this-mail')
    return { letter, state: 'failed', waitSeconds: 0, fault: delivery.fault };
  return failed(letter, delivery.fault);
};

/** Stated once: with the change of the letter's state, which only the holder of its lease makes, and once. */
const sentFact = ({ orderId, kind, messageId }: ClaimedLetter, sentAt: Date) =>
  fact('letter.sent', { orderId, kind, messageId, sentAt: sentAt.toISOString() });
