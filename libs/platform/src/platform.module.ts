import type { ServiceName } from '@okuru/contracts';
import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource, type EntitySchema } from 'typeorm';
import { Clock } from './clock/clock.js';
import { SystemClock } from './clock/system-clock.js';
import type { Config } from './config/config.js';
import { CONFIG } from './config/config.token.js';
import { type Retention, RETENTION } from './database/housekeeping.js';
import { migrate } from './database/migrate.js';
import { platformMigrations } from './database/platform-migrations.js';
import type { Migration } from './database/schema-change.js';
import { openServiceDatabase } from './database/service-database.js';
import { Transactions } from './database/transactions.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { deadLettersController } from './dead-letter/dead-letters.controller.js';
import { DeadLetters } from './dead-letter/dead-letters.js';
import { EventLog } from './event-log/event-log.js';
import { PostgresEventLog } from './event-log/postgres/postgres-event-log.js';
import { jobsBackendOf } from './jobs/jobs-backend.js';
import { Jobs } from './jobs/jobs.js';
import { KeyRing } from './key-ring/key-ring.js';
import { PostgresKeyRing } from './key-ring/postgres-key-ring.js';
import { HandlerTable } from './listening/handler-table.js';
import { consumerOf, ListeningStrategy } from './listening/listening-strategy.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { openEventLog } from './open-event-log.js';
import { Relay } from './outbox/relay.js';
import { SecurityModule } from './security/security.module.js';
import { runtimeOf, ServiceRuntime } from './service-runtime.js';
import { HealthModule } from './telemetry/health.module.js';
import { Timers } from './timers/timers.js';

/** What a service brings to its database. */
export interface ServiceDatabase {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own word for an entity class
  readonly entities: readonly (Function | EntitySchema)[];
  readonly migrations: readonly Migration[];
  /** Where it differs from `RETENTION`. */
  readonly retention?: Partial<Retention>;
}

export interface PlatformOverrides {
  readonly clock?: Clock;
  readonly eventLog?: EventLog;
}

@Module({})
export class PlatformModule {
  /** Once per process: `CONFIG`, EventLog, Clock, KeyRing, ApiKeys, health. Everything may be injected anywhere. */
  static forRoot(config: Config, { clock, eventLog }: PlatformOverrides = {}): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [HealthModule, SecurityModule.forRoot(config), MetricsModule],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock ?? new SystemClock() },
        { provide: EventLog, useFactory: () => eventLog ?? openEventLog(config) },
        {
          provide: KeyRing,
          useFactory: () =>
            PostgresKeyRing.open({ url: config.databaseUrl('platform'), masterKey: config.masterKey }),
        },
      ],
      exports: [CONFIG, Clock, EventLog, KeyRing],
    };
  }

  /** Once per service, in the imports of its module, and visible there only: database, UnitOfWork, Timers, Jobs, DeadLetters. */
  static forService(name: ServiceName, own: ServiceDatabase): DynamicModule {
    return {
      module: ServicePlatformModule,
      controllers: [deadLettersController(name)],
      providers: [
        {
          provide: DataSource,
          useFactory: async (config: Config) => {
            const url = config.databaseUrl(name);
            await migrate(name, url, [...platformMigrations, ...own.migrations]);
            return openServiceDatabase(name, url, own.entities);
          },
          inject: [CONFIG],
        },
        {
          provide: Transactions,
          useFactory: (dataSource: DataSource, clock: Clock) => new Transactions(dataSource, name, clock),
          inject: [DataSource, Clock],
        },
        UnitOfWork,
        HandlerTable,
        {
          provide: Timers,
          useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new Timers(unitOfWork, clock),
          inject: [UnitOfWork, Clock],
        },
        {
          provide: Jobs,
          useFactory: (config: Config) => new Jobs(name, jobsBackendOf(config, name)),
          inject: [CONFIG],
        },
        {
          provide: DeadLetters,
          useFactory: (transactions: Transactions, table: HandlerTable) =>
            new DeadLetters(transactions, consumerOf(name), () => table.get()),
          inject: [Transactions, HandlerTable],
        },
        {
          provide: Relay,
          useFactory: async (dataSource: DataSource, transactions: Transactions, eventLog: EventLog) => {
            const relay = new Relay({
              service: name,
              dataSource,
              eventLog,
              sharesDatabase: eventLog instanceof PostgresEventLog && (await eventLog.admits(dataSource)),
            });
            transactions.onStated(() => relay.wake());
            return relay;
          },
          inject: [DataSource, Transactions, EventLog],
        },
        {
          provide: ListeningStrategy,
          useFactory: (eventLog: EventLog, transactions: Transactions, table: HandlerTable, config: Config) =>
            new ListeningStrategy({
              service: name,
              eventLog,
              transactions,
              table,
              partitions: config.eventPartitions,
            }),
          inject: [EventLog, Transactions, HandlerTable, CONFIG],
        },
        {
          provide: runtimeOf(name),
          useFactory: (
            dataSource: DataSource,
            relay: Relay,
            strategy: ListeningStrategy,
            unitOfWork: UnitOfWork,
            deadLetters: DeadLetters,
            transactions: Transactions,
            config: Config,
          ) =>
            new ServiceRuntime(
              name,
              dataSource,
              relay,
              strategy,
              unitOfWork,
              deadLetters,
              transactions,
              { ...RETENTION, ...own.retention },
              config.retentionDivisor,
            ),
          inject: [DataSource, Relay, ListeningStrategy, UnitOfWork, DeadLetters, Transactions, CONFIG],
        },
      ],
      exports: [DataSource, UnitOfWork, Timers, Jobs, DeadLetters],
    };
  }
}

/** Holds the parts of one service; each service has an instance of its own. */
@Module({})
class ServicePlatformModule {}
