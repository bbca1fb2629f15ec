import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { logger, Repeating, UnitOfWork } from '@okuru/platform';
import type { ClaimedLetter } from './claimed-letter.js';
import { type Lease, LetterOutboxStore } from './letter-outbox.store.js';
import { Mailer } from './mailer.js';
import { SendLetters } from './send-letters.handler.js';

export const LETTERS_PER_DRAIN_MAX = 100;
/** Letters of one process that wait for their flight; what is heard beyond is claimed by whoever has room first. */
const IN_HAND_MAX = 500;
/** Letters of a killed process wait this long; a live one renews in time, however slow its mail server is. */
const LEASE_SECONDS = 20;
const LEASE_RENEWED_EVERY_MS = 5_000;
const CLOSE_MS_MAX = 10_000;

/** Letters that came together; over when each of them was settled: true when all have flown. */
interface Handful {
  left: number;
  allFlew: boolean;
  readonly over: (allFlew: boolean) => void;
  readonly dropped: (fault: unknown) => void;
}

interface Held {
  readonly letter: ClaimedLetter;
  readonly handful: Handful;
  readonly sinceMs: number;
}

/**
 * The letters this process holds leases of, on their way out: those it heard of, from their first moment on, and those
 * it claimed. They leave a flight at a time; what comes while flights are under way makes the next flight longer, so a
 * lone letter waits for nobody and a busy hour pays for few transactions.
 */
@Injectable()
export class LettersInHand implements OnModuleDestroy {
  private readonly log = logger('letters-in-hand');
  /** A flight carries letters of many events and belongs to the trace of none. */
  private readonly outsideOfTraces = AsyncLocalStorage.snapshot();
  // bound: IN_HAND_MAX and what transactions under way were promised, and a claim of each drain
  private waiting: Held[] = [];
  private readonly flying = new Set<Held>();
  private readonly couriers = new Set<Promise<void>>();
  private renewing: Repeating | undefined;
  private closing = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: LetterOutboxStore,
    private readonly sendLetters: SendLetters,
    private readonly mailer: Mailer,
  ) {}

  /** A lease for letters about to be written, which are given to `take` once they are; undefined when there is no room. */
  leaseFor(letters: number): Lease | undefined {
    if (this.closing || this.waiting.length + letters > IN_HAND_MAX) return undefined;
    return { id: randomUUID(), seconds: LEASE_SECONDS };
  }

  /** Sends letters whose leases this process holds. Nobody waits for them: what a fault drops is found when its lease runs out. */
  take(letters: readonly ClaimedLetter[]): void {
    this.sendAll(letters).catch(() => undefined); // told when it happened
  }

  /** Claims letters and sends them; true when there may be more to do. */
  async drain(): Promise<boolean> {
    if (this.closing) return false;
    const lease = { id: randomUUID(), seconds: LEASE_SECONDS };
    const claimed = await this.unitOfWork.run((tx) => this.letters.claim(tx, lease, LETTERS_PER_DRAIN_MAX));
    return (await this.sendAll(claimed)) && claimed.length === LETTERS_PER_DRAIN_MAX;
  }

  /** Flights under way end; the others go back into the queue, where another process finds them at once. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    await this.letGo((letters) => this.sendLetters.putBack(letters));
    let late: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.allSettled(this.couriers),
      new Promise((resolve) => (late = setTimeout(resolve, CLOSE_MS_MAX))),
    ]);
    clearTimeout(late);
  }

  private sendAll(letters: readonly ClaimedLetter[]): Promise<boolean> {
    if (letters.length === 0) return Promise.resolve(true);
    return new Promise((over, dropped) => {
      const handful: Handful = { left: letters.length, allFlew: true, over, dropped };
      const sinceMs = performance.now();
      this.waiting.push(...letters.map((letter) => ({ letter, handful, sinceMs })));
      if (this.closing) void this.letGo((back) => this.sendLetters.putBack(back));
      // bound: the flights at once
      while (this.couriers.size < this.mailer.flightsMax && this.waiting.length > 0)
        this.outsideOfTraces(() => this.callCourier());
    });
  }

  private callCourier(): void {
    this.renewing ??= this.startRenewing();
    const courier = this.fly(this.waiting.splice(0, this.mailer.mailsPerFlight));
    this.couriers.add(courier);
    void courier.then(() => {
      this.couriers.delete(courier);
      if (this.waiting.length > 0) this.callCourier();
      else if (this.couriers.size === 0) this.rest();
    });
  }

  private rest(): void {
    void this.renewing?.stop();
    this.renewing = undefined;
  }

  /** One flight. Never throws. */
  private async fly(flight: readonly Held[]): Promise<void> {
    for (const held of flight) this.flying.add(held);
    try {
      const serverTakesMail = await this.sendLetters.fly(flight.map(({ letter }) => letter));
      settled(flight, serverTakesMail);
      if (!serverTakesMail) await this.letGo((letters) => this.sendLetters.putOff(letters));
    } catch (fault) {
      this.log.error(
        { fault, letters: flight.length + this.waiting.length },
        'letters wait for their lease to end',
      );
      // Sent on, they could not be marked either, and each would be repeated.
      for (const { handful } of [...flight, ...this.waiting.splice(0)]) handful.dropped(fault);
    } finally {
      for (const held of flight) this.flying.delete(held);
    }
  }

  /** What has not left yet is somebody else's from now on. */
  private async letGo(how: (letters: ClaimedLetter[]) => Promise<void>): Promise<void> {
    const left = this.waiting.splice(0);
    if (left.length === 0) return;
    try {
      await how(left.map(({ letter }) => letter));
      settled(left, false);
    } catch (fault) {
      for (const { handful } of left) handful.dropped(fault);
      this.log.error({ fault, letters: left.length }, 'letters wait for their lease to end');
    }
  }

  private startRenewing(): Repeating {
    const renewing = new Repeating(
      () => this.renew(),
      LEASE_RENEWED_EVERY_MS,
      (fault) => this.log.warn({ fault }, 'the leases on letters could not be renewed'),
    );
    renewing.start();
    return renewing;
  }

  private async renew(): Promise<void> {
    const heldBefore = performance.now() - LEASE_RENEWED_EVERY_MS / 2;
    const held = [...this.flying, ...this.waiting].filter(({ sinceMs }) => sinceMs < heldBefore);
    if (held.length === 0) return;
    await this.unitOfWork.run((tx) =>
      this.letters.renew(
        tx,
        held.map(({ letter }) => letter),
        LEASE_SECONDS,
      ),
    );
  }
}

const settled = (letters: readonly Held[], flew: boolean): void => {
  for (const { handful } of letters) {
    handful.left -= 1;
    handful.allFlew &&= flew;
    if (handful.left === 0) handful.over(handful.allFlew);
  }
};
