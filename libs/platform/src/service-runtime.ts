import type { ServiceName } from '@okuru/contracts';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Repeating } from './clock/repeating.js';
import { betweenRounds, keepHouse, type Retention, shortened } from './database/housekeeping.js';
import type { Transactions } from './database/transactions.js';
import type { UnitOfWork } from './database/unit-of-work.js';
import type { DeadLetters } from './dead-letter/dead-letters.js';
import type { ListeningStrategy } from './listening/listening-strategy.js';
import type { Relay } from './outbox/relay.js';
import { logger } from './telemetry/logger.js';

const HOUSEKEEPING_EVERY_MS = 3_600_000;

/** A service's own parts, for the process, tools and tests; runs its relay and housekeeping. Ends last, after HTTP. */
export class ServiceRuntime implements OnApplicationShutdown {
  private readonly log = logger('housekeeping');
  private readonly housekeeping: Repeating;

  constructor(
    readonly name: ServiceName,
    readonly dataSource: DataSource,
    readonly relay: Relay,
    readonly strategy: ListeningStrategy,
    readonly unitOfWork: UnitOfWork,
    readonly deadLetters: DeadLetters,
    readonly transactions: Transactions,
    retention: Retention,
    divisor = 1,
  ) {
    this.housekeeping = new Repeating(
      async () =>
        this.log.info(
          { service: name, ...(await keepHouse(unitOfWork, shortened(retention, divisor))) },
          'old rows deleted',
        ),
      betweenRounds(HOUSEKEEPING_EVERY_MS, divisor),
      (fault) => this.log.error({ service: name, fault }, 'old rows could not be deleted'),
    );
  }

  start(): void {
    this.relay.start();
    this.housekeeping.start();
  }

  /** The relay sends what the last requests stated, then the database is closed. */
  async onApplicationShutdown(): Promise<void> {
    await this.housekeeping.stop();
    await this.relay.stop();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Where a process finds the runtime of a service it runs. */
export const runtimeOf = (service: ServiceName): symbol => Symbol.for(`okuru.runtime.${service}`);
