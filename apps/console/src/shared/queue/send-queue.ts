import { type Call, NoAnswer, Problem } from '../http.js';
import type { DeviceStore } from './device-store.js';
import { agrees, type NamedItem, type NewOperation, type Operation, type Outcome } from './operation.js';

export interface QueueState {
  readonly waiting: number;
  readonly refused: readonly Operation[];
  /** Whether the last that was asked was answered. */
  readonly online: boolean;
  /** The session ended: somebody must sign in before anything more is sent. */
  readonly signedOut: boolean;
}

/** What the queue stands on: a page has the browser's, and a test its own. */
export interface QueueGround {
  readonly store: DeviceStore;
  readonly call: Call;
  /** Does the work while nobody else of this device does. */
  alone(work: () => Promise<void>): Promise<void>;
}

export type Hear = (operation: Operation, outcome: Outcome) => void;

const FIRST_PAUSE_MS = 2_000;
const PAUSE_MS_MAX = 30_000;

/**
 * Sends what was done at this device in its order, one at a time. Nothing is ever dropped: what nobody answers waits, what
 * the server refuses stays on the list until a person has looked at it.
 */
export class SendQueue {
  private state: QueueState = { waiting: 0, refused: [], online: true, signedOut: false };
  private readonly watchers = new Set<() => void>();
  private readonly ears = new Set<Hear>();
  private sending: Promise<void> | undefined;
  private again = false;
  private pauseMs = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ground: QueueGround) {}

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
  readonly now = (): QueueState => this.state;

  /** Tells what the server said of each operation. */
  hear(ear: Hear): () => void {
    this.ears.add(ear);
    return () => this.ears.delete(ear);
  }

  /** The device has lost its network and knows it. */
  offline(): void {
    this.tell({ online: false });
  }

  /** Kept before it is sent: from then on it survives a reload. */
  async add(operation: NewOperation): Promise<void> {
    await this.ground.store.add(operation);
    this.tell({ waiting: this.state.waiting + 1 });
    void this.send();
  }

  /** Sends all that waits; afterwards `waiting` says what nobody took. */
  send(): Promise<void> {
    this.again = true;
    return (this.sending ??= this.sendAlone().finally(() => {
      this.sending = undefined;
      if (this.again) void this.send(); // asked for between the last round and here
    }));
  }

  /** Somebody signed in: what waited for that goes on. */
  signedIn(): Promise<void> {
    this.tell({ signedOut: false });
    return this.send();
  }

  /** A person has seen why it was refused, and either asks again or puts it away. */
  async settle(operation: Operation, choice: 'again' | 'away'): Promise<void> {
    if (choice === 'away') await this.ground.store.remove(operation.seq);
    else {
      const { because: _because, code: _code, ...rest } = operation;
      await this.ground.store.put({ ...rest, state: 'waiting' });
    }
    await this.send();
  }

  private sendAlone(): Promise<void> {
    return this.ground.alone(() => this.sendRounds());
  }

  private async sendRounds(): Promise<void> {
    // bound: as often as somebody added while it was being sent
    while (this.again) {
      this.again = false;
      await this.sendRound();
    }
  }

  private async sendRound(): Promise<void> {
    clearTimeout(this.timer);
    const all = await this.ground.store.all();
    for (const operation of all.filter(({ state }) => state === 'waiting')) {
      if (!(await this.sendOne(operation))) {
        this.timer = setTimeout(() => void this.send(), this.pauseMs);
        this.pauseMs = Math.min(PAUSE_MS_MAX, 2 * this.pauseMs);
        break;
      }
      this.pauseMs = FIRST_PAUSE_MS;
    }
    const left = await this.ground.store.all();
    this.tell({
      waiting: left.filter(({ state }) => state === 'waiting').length,
      refused: left.filter(({ state }) => state === 'refused'),
    });
  }

  /** False: it waits, and so does all that came after it. */
  private async sendOne(operation: Operation): Promise<boolean> {
    let outcome: Outcome;
    try {
      const { method = 'POST', path, file, body } = operation;
      outcome = { kind: 'taken', answer: await this.ground.call(method, path, file ?? body) };
    } catch (fault) {
      if (fault instanceof NoAnswer) return this.waits({ online: false });
      if (!(fault instanceof Problem)) throw fault;
      if (fault.status === 401) return this.waits({ online: true, signedOut: true });
      if (fault.status >= 500) return this.waits({ online: true });
      outcome = outcomeOf(fault);
    }
    this.tell({ online: true, signedOut: false });
    if (agrees(operation, outcome)) await this.ground.store.remove(operation.seq);
    else await this.ground.store.put({ ...operation, state: 'refused', ...whyOf(outcome) });
    for (const ear of this.ears) ear(operation, outcome);
    return true;
  }

  private waits(state: Partial<QueueState>): false {
    this.tell(state);
    return false;
  }

  private tell(change: Partial<QueueState>): void {
    this.state = { ...this.state, ...change };
    for (const watcher of this.watchers) watcher();
  }
}

const outcomeOf = ({ code, body, message }: Problem): Outcome =>
  code === 'scan-blocked'
    ? {
        kind: 'blocked',
        reason: String(body['reason']),
        scanned: (body['scanned'] ?? null) as NamedItem | null,
        expected: (body['expected'] ?? null) as NamedItem | null,
        because: message,
      }
    : { kind: 'refused', code, because: message };

const whyOf = (outcome: Outcome): { readonly code: string; readonly because: string } => {
  if (outcome.kind === 'taken') return { code: 'taken-there', because: 'stopped here, taken by the server' };
  const { because } = outcome;
  return { code: outcome.kind === 'blocked' ? outcome.reason : outcome.code, because };
};
