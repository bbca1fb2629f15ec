import type { ServiceName } from '@okuru/contracts';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Pool } from 'pg';
import { Repeating } from '../clock/repeating.js';
import type { Backlog } from '../outbox/unsent.js';
import type { ServiceRuntime } from '../service-runtime.js';
import { logger } from '../telemetry/logger.js';
import { LagAges, type TopicLag } from './lag-ages.js';
import type { ServiceFigures } from './overdue.js';

const LOOK_EVERY_MS = 5_000;
const COUNTED_MAX = 100_000;

const SET_ASIDE = `
  SELECT
    (SELECT count(*)::int FROM (SELECT FROM dead_letter WHERE state IN ('dead', 'waiting') LIMIT $1) AS open) AS open,
    (SELECT count(*)::int FROM (SELECT FROM parked_key LIMIT $1) AS parked) AS parked`;

interface SetAsideCount {
  readonly open: number;
  readonly parked: number;
}

/**
 * Looks at one service again and again, so that a scrape asks neither database nor log and costs them nothing however often
 * it comes. Database and log are looked at apart: one that does not answer leaves the figures of the other fresh.
 */
export class ServiceLook {
  backlog: Backlog = { unsent: 0, oldestSeconds: 0 };
  setAside: SetAsideCount = { open: 0, parked: 0 };
  lag: readonly TopicLag[] = [];

  private readonly ages = new LagAges();
  private databaseSeenAt = performance.now();
  private logSeenAt = performance.now();
  private readonly looks: readonly Repeating[];

  constructor(readonly runtime: ServiceRuntime) {
    const log = logger('look');
    const { name } = runtime;
    const failed = (about: string) => (fault: unknown) =>
      log.warn({ service: name, about, fault }, 'the figures of the service are not fresh');
    this.looks = [
      new Repeating(() => this.lookAtDatabase(), LOOK_EVERY_MS, failed('database')),
      new Repeating(() => this.lookAtLog(), LOOK_EVERY_MS, failed('log')),
    ];
  }

  start(): void {
    [this.databaseSeenAt, this.logSeenAt] = [performance.now(), performance.now()];
    for (const look of this.looks) look.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.looks.map((look) => look.stop()));
  }

  get service(): ServiceName {
    return this.runtime.name;
  }

  secondsSinceLook(about: 'database' | 'log'): number {
    return (performance.now() - (about === 'database' ? this.databaseSeenAt : this.logSeenAt)) / 1_000;
  }

  figures(): ServiceFigures {
    return {
      service: this.service,
      oldestUnsentSeconds: this.backlog.oldestSeconds,
      lag: this.lag,
      lookAgeSeconds: Math.max(this.secondsSinceLook('database'), this.secondsSinceLook('log')),
    };
  }

  pool(): { readonly inUse: number; readonly waiting: number } {
    const pool = (this.runtime.dataSource.driver as PostgresDriver).master as Pool;
    const { totalCount, idleCount, waitingCount } = pool;
    return { inUse: totalCount - idleCount, waiting: waitingCount };
  }

  private async lookAtDatabase(): Promise<void> {
    const { relay, dataSource } = this.runtime;
    this.backlog = await relay.backlog();
    const counted: SetAsideCount[] = await dataSource.query(SET_ASIDE, [COUNTED_MAX]);
    this.setAside = counted[0] ?? this.setAside;
    this.databaseSeenAt = performance.now();
  }

  private async lookAtLog(): Promise<void> {
    const lag = await this.runtime.strategy.lag();
    this.lag = this.ages.note(lag, performance.now());
    this.logSeenAt = performance.now();
  }
}
