import type { ServiceName } from '@okuru/contracts';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { backoffMs, pause, type Backoff } from '../database/backoff.js';
import { rollBack, withConnection } from '../database/connection.js';
import { Bell } from '../event-log/delivery/bell.js';
import type { EventLog } from '../event-log/event-log.js';
import { logger } from '../telemetry/logger.js';
import { Moving } from './moving.js';
import { RELAY, RelayLease } from './relay-lease.js';
import { isTransactional, type TransactionalLog } from './transactional-log.js';
import { backlogOf, deleteSent, isAnyUnsent, readUnsent, type Backlog, type Unsent } from './unsent.js';

/** How fast a relay works and how long it is believed to be alive. Milliseconds where it says so. */
export interface RelayPace {
  /** Facts read and sent at once. */
  readonly batchSizeMax: number;
  /** Wait after a batch that was not full: what is stated meanwhile goes together. The first fact after a pause goes at once. */
  readonly gatherMs: number;
  /** A relay silent for this long loses its right to send to another process. */
  readonly leaseMs: number;
  /** Longest wait between looks while nothing comes; reached by doubling from `pollFirstMs`. */
  readonly pollMaxMs: number;
  readonly pollFirstMs: number;
  /** After a failure: the log or the database is out of reach. */
  readonly afterFailure: Backoff;
  /** Longest time `stop` goes on sending what is there. */
  readonly drainMsMax: number;
}

export const RELAY_PACE: RelayPace = {
  batchSizeMax: 500,
  gatherMs: 50,
  leaseMs: 10_000,
  pollFirstMs: 10,
  pollMaxMs: 500,
  afterFailure: { firstMs: 100, maxMs: 5_000 },
  drainMsMax: 5_000,
};

/** Renewing three times within a lease lets two renewals come late without losing it. */
const RENEWALS_PER_LEASE = 3;

export interface RelayOptions {
  readonly service: ServiceName;
  readonly dataSource: DataSource;
  readonly eventLog: EventLog;
  /** True when a transaction of the service may append to the log, so that one transaction can move facts over. */
  readonly sharesDatabase?: boolean;
  readonly pace?: Partial<RelayPace>;
}

interface SharedLog {
  readonly log: TransactionalLog;
  readonly moving: Moving;
}

/**
 * Sends what a service has stated, in the order in which it was committed per key. One relay per service works at a
 * time, by a lease; one that wakes up after losing its lease can only send duplicates, which every inbox knows.
 */
export class Relay {
  /** Counted since the start, for the figures. */
  readonly figures = { sent: 0, batches: 0, failures: 0, leasesTaken: 0 };

  private readonly pace: RelayPace;
  private readonly lease: RelayLease;
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private readonly log = logger('relay');
  private readonly service: ServiceName;
  private readonly dataSource: DataSource;
  private readonly eventLog: EventLog;
  private readonly sharedLog: SharedLog | undefined;
  private running: Promise<void> | undefined;
  private epoch: number | undefined;
  private renewAt = 0;
  private lookedAt = performance.now();

  constructor({ service, dataSource, eventLog, sharesDatabase = false, pace }: RelayOptions) {
    this.service = service;
    this.dataSource = dataSource;
    this.eventLog = eventLog;
    if (sharesDatabase && isTransactional(eventLog))
      this.sharedLog = { log: eventLog, moving: new Moving(eventLog, service) };
    this.pace = { ...RELAY_PACE, ...pace };
    this.lease = new RelayLease(RELAY, this.pace.leaseMs);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Something was stated: look now. */
  wake(): void {
    this.bell.ring();
  }

  /** Milliseconds since the outbox was last looked at, or since never when the relay does not run. */
  msSinceLook(): number {
    return this.running ? performance.now() - this.lookedAt : 0;
  }

  backlog(): Promise<Backlog> {
    return withConnection(this.dataSource, backlogOf);
  }

  /** Sends what is there as far as time allows, then lets another process take over at once. Never throws. */
  async stop(): Promise<void> {
    if (!this.running || this.stopping.signal.aborted) return this.running;
    this.stopping.abort();
    this.bell.ring();
    await this.running;
    const deadline = performance.now() + this.pace.drainMsMax;
    try {
      while (performance.now() < deadline && (await this.turn()) !== 0);
      if (this.epoch !== undefined)
        await withConnection(this.dataSource, (client) => this.lease.giveBack(client));
    } catch (fault) {
      this.log.warn(
        { service: this.service, fault },
        'facts are left in the outbox; the next relay sends them',
      );
    }
  }

  private async run(): Promise<void> {
    let waitMs = this.pace.pollFirstMs;
    let failures = 0;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const sent = await this.turn();
        failures = 0;
        if (sent > 0) {
          waitMs = this.pace.pollFirstMs;
          if (sent < this.pace.batchSizeMax) await pause(this.pace.gatherMs, signal);
          continue;
        }
        await this.bell.wait(waitMs);
        waitMs = Math.min(waitMs * 2, this.pace.pollMaxMs);
      } catch (fault) {
        failures += 1;
        this.figures.failures += 1;
        this.log.warn(
          { service: this.service, failures, fault },
          'facts cannot be sent now; they wait in the outbox',
        );
        await pause(backoffMs(this.pace.afterFailure, failures), signal);
      }
    }
  }

  /** Answers how many facts were sent; 0 also when another process holds the lease. */
  private turn(): Promise<number> {
    this.lookedAt = performance.now();
    return withConnection(this.dataSource, async (client) => {
      if (!(await this.holdsLease(client)) || !(await isAnyUnsent(client))) return 0;
      const sent = this.sharedLog ? await this.move(client, this.sharedLog) : await this.send(client);
      if (sent > 0) {
        this.figures.sent += sent;
        this.figures.batches += 1;
      }
      return sent;
    });
  }

  private async holdsLease(client: ClientBase): Promise<boolean> {
    const now = performance.now();
    if (now < this.renewAt) return this.epoch !== undefined;
    const epoch = await this.lease.take(client);
    if (epoch !== undefined && epoch !== this.epoch) {
      this.figures.leasesTaken += 1;
      this.log.info({ service: this.service, epoch }, 'this process sends the facts now');
    }
    this.epoch = epoch;
    this.renewAt = now + this.pace.leaseMs / RENEWALS_PER_LEASE;
    return epoch !== undefined;
  }

  /** No transaction is open while the log is spoken to: a slow broker must not hold back a vacuum or a connection's locks. */
  private async send(client: ClientBase): Promise<number> {
    const unsent = await this.readHolding(client);
    if (!unsent || unsent.positions.length === 0) return 0;
    for (const [topic, records] of unsent.byTopic) await this.eventLog.append(topic, records);
    await deleteSent(client, unsent);
    return unsent.positions.length;
  }

  /** Read while the lease is surely ours; whoever locks the lease knows that what is stated from then on is not sent. */
  private async readHolding(client: ClientBase): Promise<Unsent | undefined> {
    await client.query('BEGIN');
    try {
      const ours = await this.lease.confirmWithin(client);
      const unsent = ours ? await readUnsent(client, this.service, this.pace.batchSizeMax) : undefined;
      await client.query('COMMIT');
      if (!ours) this.renewAt = 0;
      return unsent;
    } catch (fault) {
      await rollBack(client);
      throw fault;
    }
  }

  /** Inside the database; what cannot go so, facts of the release before, goes the long way. */
  private async move(client: ClientBase, { log, moving }: SharedLog): Promise<number> {
    const { name, owner } = this.lease;
    const { waiting, ours, moved } = await moving.move(client, [name, owner], this.pace.batchSizeMax);
    if (!ours) this.renewAt = 0;
    return ours && moved < waiting ? this.moveThrough(client, log) : moved;
  }

  /** One transaction, so not even a crash makes a duplicate. */
  private async moveThrough(client: ClientBase, log: TransactionalLog): Promise<number> {
    await client.query('BEGIN');
    try {
      const ours = await this.lease.confirmWithin(client);
      const unsent = ours ? await readUnsent(client, this.service, this.pace.batchSizeMax) : undefined;
      if (!unsent || unsent.positions.length === 0) {
        await rollBack(client);
        if (!ours) this.renewAt = 0;
        return 0;
      }
      const topics = [...unsent.byTopic].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [topic, records] of topics) await log.appendWithin(client, topic, records);
      await deleteSent(client, unsent);
      await client.query('COMMIT');
      for (const [topic] of topics) log.wake(topic);
      return unsent.positions.length;
    } catch (fault) {
      await rollBack(client);
      throw fault;
    }
  }
}
