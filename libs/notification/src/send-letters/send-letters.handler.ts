import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, fact, factId, KeyRing, logger, Repeating, UnitOfWork } from '@okuru/platform';
import { Shop } from '../compose-letters/shop.js';
import { type ItemName, ItemNameStore } from '../know-items/item-name.store.js';
import type { ClaimedLetter, Outcome } from './claimed-letter.js';
import { LetterOutboxStore } from './letter-outbox.store.js';
import { type Delivery, type Mail, Mailer } from './mailer.js';
import { type Opened, openSeals } from './open-seals.js';
import { afterFailure } from './retry.js';
import { skusOf, toMail } from './to-mail.js';

export const LETTERS_PER_DRAIN_MAX = 100;
/** Letters sent between two commits: what at most is repeated by each drain that was under way when a process is killed. */
export const LETTERS_PER_FLIGHT = 25;
/** Letters of a killed process wait this long; a live one renews in time, however slow its mail server is. */
const LEASE_SECONDS = 20;
const LEASE_RENEWED_EVERY_MS = 5_000;
const SENDING_MS_MAX = 60_000;

interface Written {
  readonly letter: ClaimedLetter;
  readonly mail: Mail;
}

/**
 * Drains the letter queue: claims letters under a lease, opens, writes and sends them a flight at a time, and after
 * each flight marks what was sent and states `letter.sent` in one transaction. A letter leaves at least once.
 */
@Injectable()
export class SendLetters {
  private readonly log = logger('send-letters');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: LetterOutboxStore,
    private readonly names: ItemNameStore,
    private readonly keyRing: KeyRing,
    private readonly mailer: Mailer,
    private readonly shop: Shop,
    private readonly clock: Clock,
  ) {}

  /** One drain; true when there may be more to do. */
  async drain(): Promise<boolean> {
    const leaseId = randomUUID();
    const { claimed, names } = await this.claim(leaseId);
    const renewing = new Repeating(
      () => this.renew(leaseId),
      LEASE_RENEWED_EVERY_MS,
      (fault) => this.log.warn({ fault }, 'the lease on letters could not be renewed'),
    );
    renewing.start();
    try {
      return await this.send(leaseId, claimed, names);
    } finally {
      await renewing.stop();
    }
  }

  /** Flight after flight, until all are sent, the mail server takes nothing, or the drain's time is over. */
  private async send(
    leaseId: string,
    claimed: ClaimedLetter[],
    names: ReadonlyMap<string, ItemName>,
  ): Promise<boolean> {
    const stopAt = performance.now() + SENDING_MS_MAX;
    for (let from = 0; from < claimed.length; from += LETTERS_PER_FLIGHT) {
      const flight = claimed.slice(from, from + LETTERS_PER_FLIGHT);
      const serverTakesMail = await this.fly(leaseId, flight, names);
      if (serverTakesMail && performance.now() < stopAt) continue;
      await this.settle(
        leaseId,
        claimed.slice(from + LETTERS_PER_FLIGHT).map((letter) => failed(letter, 'put off')),
      );
      return false;
    }
    return claimed.length === LETTERS_PER_DRAIN_MAX;
  }

  private claim(leaseId: string): Promise<{ claimed: ClaimedLetter[]; names: Map<string, ItemName> }> {
    return this.unitOfWork.run(async (tx) => {
      const claimed = await this.letters.claim(
        tx,
        { id: leaseId, seconds: LEASE_SECONDS },
        LETTERS_PER_DRAIN_MAX,
      );
      return { claimed, names: await this.names.bySku(tx, claimed.flatMap(skusOf)) };
    });
  }

  private renew(leaseId: string): Promise<void> {
    return this.unitOfWork.run((tx) => this.letters.renew(tx, { id: leaseId, seconds: LEASE_SECONDS }));
  }

  /** Answers whether the mail server takes mail at all. */
  private async fly(
    leaseId: string,
    flight: ClaimedLetter[],
    names: ReadonlyMap<string, ItemName>,
  ): Promise<boolean> {
    const opened = await openSeals(this.keyRing, flight);
    const now = this.clock.now();
    const unwritten: Outcome[] = [];
    const written: Written[] = [];
    flight.forEach((letter, index) => {
      const to = opened[index];
      const mail = to?.ok ? this.write(letter, to, names, now) : null;
      if (mail) written.push({ letter, mail });
      else unwritten.push(notWritten(letter, to));
    });
    const deliveries = written.length === 0 ? [] : await this.mailer.deliver(written.map(({ mail }) => mail));
    const outcomes = written.map(({ letter }, index) => outcomeOf(letter, deliveries[index]));
    await this.settle(leaseId, [...unwritten, ...outcomes]);
    return !deliveries.some((delivery) => !delivery.ok && delivery.refused === 'server');
  }

  /** null when the letter cannot be written, which must not hold up its neighbours. */
  private write(
    letter: ClaimedLetter,
    to: Extract<Opened, { ok: true }>,
    names: ReadonlyMap<string, ItemName>,
    now: Date,
  ): Mail | null {
    try {
      return toMail(letter, to, names, this.shop, now);
    } catch (fault) {
      this.log.error({ orderId: letter.orderId, kind: letter.kind, fault }, 'a letter could not be written');
      return null;
    }
  }

  private async settle(leaseId: string, outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const settled = await this.unitOfWork.run(async (tx) => {
      const sentAt = this.clock.now();
      const held = await this.letters.settle(tx, leaseId, outcomes, sentAt);
      tx.publish(
        ...held.filter(({ state }) => state === 'sent').map(({ letter }) => sentFact(letter, sentAt)),
      );
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
    const waiting = settled.filter(({ state }) => state === 'pending');
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

/** The same id for every try, so that a letter marked twice is stated once. */
const sentFact = ({ orderId, factId: about, kind, messageId }: ClaimedLetter, sentAt: Date) =>
  fact(
    'letter.sent',
    { orderId, kind, messageId, sentAt: sentAt.toISOString() },
    factId('letter.sent', about, kind),
  );
