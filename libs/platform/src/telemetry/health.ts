import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';

/** Proves that loops still turn: a poll loop that has died makes the process be restarted. */
@Injectable()
export class Liveness {
  private readonly heartbeats = new Map<string, { msSince: () => number; maxMs: number }>();

  /** Watches a loop; answers how to stop watching it. */
  register(name: string, msSinceHeartbeat: () => number, maxMs: number): () => void {
    this.heartbeats.set(name, { msSince: msSinceHeartbeat, maxMs });
    return () => void this.heartbeats.delete(name);
  }

  /** Names of the loops that have stopped. That the answer comes at all shows the event loop turning. */
  stopped(): string[] {
    return [...this.heartbeats].filter(([, { msSince, maxMs }]) => msSince() > maxMs).map(([name]) => name);
  }
}

const CHECK_MS_MAX = 2_000;
/** Probes come from several places at once; the database is asked once for all of them. */
const ANSWER_KEPT_MS = 500;

/** Whether requests should come here: the databases answer and we are not shutting down. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private readonly checks = new Map<string, () => Promise<unknown>>();
  private readonly alarmSources: (() => readonly string[])[] = [];
  private draining = false;
  private last?: { at: number; faulty: Promise<string[]> };

  /** Adds what this process cannot answer without; not the broker, since the outbox waits for it. */
  register(name: string, check: () => Promise<unknown>): () => void {
    this.checks.set(name, check);
    return () => void this.checks.delete(name);
  }

  /** Alarms are told beside the answer and change nothing in it: a request is no better off elsewhere. */
  tellsAlarms(source: () => readonly string[]): void {
    this.alarmSources.push(source);
  }

  /** Names of the alarms that stand. */
  alarms(): string[] {
    return this.alarmSources.flatMap((source) => source());
  }

  /** From now on new requests should go elsewhere. */
  drain(): void {
    this.draining = true;
  }

  onModuleDestroy(): void {
    this.drain();
  }

  /** Names of what is wrong; empty when ready. */
  async faulty(): Promise<string[]> {
    if (this.draining) return ['shutting-down'];
    if (!this.last || performance.now() - this.last.at > ANSWER_KEPT_MS)
      this.last = { at: performance.now(), faulty: this.ask() };
    return this.last.faulty;
  }

  private async ask(): Promise<string[]> {
    const answers = await Promise.all(
      [...this.checks].map(async ([name, check]) => ((await succeeds(check)) ? [] : [name])),
    );
    return answers.flat();
  }
}

const succeeds = async (check: () => Promise<unknown>): Promise<boolean> => {
  const late = new AbortController();
  const bound = wait(CHECK_MS_MAX, false, { signal: late.signal, ref: false }).catch(() => false);
  const outcome = check().then(
    () => true,
    () => false,
  );
  const answer = await Promise.race([outcome, bound]);
  late.abort();
  return answer;
};
