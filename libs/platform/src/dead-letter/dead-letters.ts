import type { Transactions } from '../database/transactions.js';
import { isTransient } from '../database/transient.js';
import type { EventHandlers } from '../listening/handlers.js';
import { callHandlers } from '../listening/call-handlers.js';
import { readRecord } from '../listening/reading.js';
import type { DeadState } from './dead-letter.js';
import { faultText } from './fault-text.js';
import {
  countOpenOf,
  type DeadLetter,
  findLetter,
  firstOpenOf,
  type KeptRecord,
  listLetters,
  noteFailedAgain,
  openLettersOf,
  settleLetter,
} from './letter-store.js';
import { lockParked, type ParkedKey, unpark } from './parked-keys.js';

/** One redrive ends after so many events, so that it is answered in time; the rest is another call. */
const REPLAYS_PER_CALL_MAX = 500;

/** What a redrive did, or with `dryRun` would do. */
export interface Redrive {
  readonly dryRun: boolean;
  readonly topic: string;
  readonly key: string;
  /** Replayed, or to be replayed, in order. */
  readonly events: readonly {
    readonly id: string;
    readonly eventId: string;
    readonly type: string;
    readonly offset: number;
  }[];
  /** The event that failed again; the ones behind it go on waiting. */
  readonly stoppedBy?: { readonly id: string; readonly fault: string };
  /** Events still waiting under the key. */
  readonly remaining: number;
  /** True when later events of the key are handled at once again. */
  readonly unparked: boolean;
}

type Step =
  | { readonly replayed: DeadLetter }
  | { readonly failed: DeadLetter; readonly fault: unknown }
  | 'nothing-left';

/** Events a service could not handle and those waiting behind them: to be shown, replayed in order, or given up. */
export class DeadLetters {
  constructor(
    private readonly transactions: Transactions,
    private readonly consumer: string,
    private readonly handlers: () => EventHandlers,
  ) {}

  list({
    states = ['dead', 'waiting'],
    after = '0',
    limit = 100,
  }: { states?: readonly DeadState[]; after?: string; limit?: number } = {}): Promise<DeadLetter[]> {
    return this.transactions.read((tx) => listLetters(tx.query, this.consumer, { states, after, limit }));
  }

  find(id: string): Promise<DeadLetter | undefined> {
    return this.transactions.read((tx) => findLetter(tx.query, this.consumer, id));
  }

  /**
   * Replays the key of the letter: the dead event, then the waiting ones, each through its handler in a transaction
   * of its own, until one fails again. `by` is kept with each. Throws when a database or helper is out of reach, and
   * where the service does not listen.
   */
  async redrive(
    { topic, key }: DeadLetter,
    { dryRun = false, by }: { readonly dryRun?: boolean; readonly by: string },
  ): Promise<Redrive> {
    const parked: ParkedKey = { consumer: this.consumer, topic, key };
    if (dryRun) return this.foresee(parked);
    const handlers = this.handlers();
    const events: DeadLetter[] = [];
    for (let replays = 0; replays < REPLAYS_PER_CALL_MAX; replays += 1) {
      const step = await this.replayNext(parked, handlers, by);
      if (step === 'nothing-left') break;
      if ('failed' in step) return this.stopped(parked, events, step.failed, step.fault);
      events.push(step.replayed);
    }
    const remaining = await this.transactions.read((tx) => countOpenOf(tx.query, parked));
    return { dryRun, topic, key, events: events.map(shortly), remaining, unparked: remaining === 0 };
  }

  /** Gives an event up for good. Answers false when it was settled before. */
  discard({ id, topic, key }: DeadLetter, note: string): Promise<boolean> {
    const parked: ParkedKey = { consumer: this.consumer, topic, key };
    return this.transactions.once(async (tx) => {
      await lockParked(tx.query, parked);
      const settled = await settleLetter(tx.query, id, 'discarded', note);
      if ((await countOpenOf(tx.query, parked)) === 0) await unpark(tx.query, parked);
      return settled;
    });
  }

  private async foresee(parked: ParkedKey): Promise<Redrive> {
    const { topic, key } = parked;
    return this.transactions.read(async (tx) => {
      const events = await openLettersOf(tx.query, parked, REPLAYS_PER_CALL_MAX);
      const remaining = (await countOpenOf(tx.query, parked)) - events.length;
      return { dryRun: true, topic, key, events: events.map(shortly), remaining, unparked: remaining === 0 };
    });
  }

  /** The parked row is locked first, as the consumer does: of the two, one waits for the other. */
  private async replayNext(parked: ParkedKey, handlers: EventHandlers, by: string): Promise<Step> {
    let next: KeptRecord | undefined;
    try {
      return await this.transactions.once(async (tx) => {
        if (!(await lockParked(tx.query, parked))) return 'nothing-left';
        next = await firstOpenOf(tx.query, parked);
        if (!next) {
          await unpark(tx.query, parked);
          return 'nothing-left';
        }
        const reading = readAgain(next, handlers);
        if (reading.kind === 'event') await callHandlers(handlers, [reading.event], tx);
        await settleLetter(tx.query, next.letter.id, 'replayed', by);
        if ((await countOpenOf(tx.query, parked)) === 0) await unpark(tx.query, parked);
        return { replayed: next.letter };
      });
    } catch (fault) {
      if (!next || isTransient(fault)) throw fault;
      return { failed: next.letter, fault };
    }
  }

  private async stopped(
    { consumer, topic, key }: ParkedKey,
    events: readonly DeadLetter[],
    { id }: DeadLetter,
    fault: unknown,
  ): Promise<Redrive> {
    const text = faultText(fault);
    const remaining = await this.transactions.once(async (tx) => {
      await noteFailedAgain(tx.query, id, text);
      return countOpenOf(tx.query, { consumer, topic, key });
    });
    return {
      dryRun: false,
      topic,
      key,
      events: events.map(shortly),
      stoppedBy: { id, fault: text },
      remaining,
      unparked: false,
    };
  }
}

/** An event nobody hears any more has no effect to repeat; what still cannot be read fails again. */
const readAgain = ({ record, place, whole }: KeptRecord, handlers: EventHandlers) => {
  if (!whole)
    throw new Error(
      'Only the beginning of this record was kept, as it was too large: it can be discarded, not replayed.',
    );
  const reading = readRecord(record, place, (type) => handlers.has(type));
  if (reading.kind === 'poison') throw reading.fault;
  return reading;
};

const shortly = ({ id, eventId, type, offset }: DeadLetter) => ({ id, eventId, type, offset });
