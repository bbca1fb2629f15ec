export * from './clock/index.js';
export * from './config/index.js';
export { CONFIG } from './config/config.token.js';
export * from './csv-file/index.js';
export { keepHouse, OPERATIONS_KEPT_MS, type Retention, RETENTION } from './database/housekeeping.js';
export {
  embeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './database/embedded-postgres.js';
export { migrate, migrateTo, OldCodeError, type SchemaGoal } from './database/migrate.js';
export {
  isContract,
  type Migration,
  type SchemaChange,
  type SchemaPlan,
  type SchemaRule,
} from './database/schema-change.js';
export { platformMigrations } from './database/platform-migrations.js';
export { type Prepared, prepared } from './database/prepared.js';
export * from './database/roles/index.js';
export { openServiceDatabase, schemaOf } from './database/service-database.js';
export type { Query, ReadTransaction, Transaction } from './database/transaction.js';
export { CommitOutcomeUnknownError, isTransient, TryAgainError } from './database/transient.js';
export { UnitOfWork } from './database/unit-of-work.js';
export type { DeadReason, DeadState } from './dead-letter/dead-letter.js';
export { DeadLetters, type Redrive } from './dead-letter/dead-letters.js';
export type { DeadLetter } from './dead-letter/letter-store.js';
export * from './event-log/index.js';
export * from './http/index.js';
export { moveFence } from './inbox/fence.js';
export { recallPassedOver } from './inbox/passed-over.js';
export type { Place } from './inbox/place.js';
export * from './jobs/index.js';
export * from './key-ring/index.js';
export type { Alarm, AlarmReason } from './listening/alarms.js';
export { FAILURE_POLICY, type FailurePolicy } from './listening/failure-policy.js';
export type { ListeningFigures } from './listening/figures.js';
export { type Heard, Hears } from './listening/hears.js';
export { consumerOf, ListeningStrategy } from './listening/listening-strategy.js';
export * from './once/index.js';
export * from './metrics/index.js';
export { newId } from './new-id.js';
export { openEventLog, openLogCare } from './open-event-log.js';
export { decodeEvent, encodeEvent, type WireEvent } from './outbox/cloud-event.js';
export { type Fact, fact, factId } from './outbox/fact.js';
export { OutboxRefill } from './outbox/refill.js';
export { holdRelay } from './outbox/relay-lease.js';
export { Relay, RELAY_PACE, type RelayPace } from './outbox/relay.js';
export { FACT_BYTES_MAX, UnstatableFactError } from './outbox/stated-fact.js';
export type { Backlog } from './outbox/unsent.js';
export { textFault } from './plain-text/plain-text.js';
export * from './pages/index.js';
export { PlatformModule, type PlatformOverrides, type ServiceDatabase } from './platform.module.js';
export type {
  Projecting,
  ProjectingTransaction,
  Projection,
  ServiceTables,
  WovenProjection,
} from './projection/projection.js';
export { rebuild, type Rebuilt, type RebuildOptions } from './projection/rebuild.js';
export type { TableChange } from './projection/shadow.js';
export { type FirstStart, type RunOptions, runServices } from './run-services.js';
export * from './security/index.js';
export { runtimeOf, ServiceRuntime } from './service-runtime.js';
export {
  type RunningApp,
  type ServiceDefinition,
  type StartOptions,
  startServices,
} from './start-services.js';
export { refusedStores } from './store-check/refused-stores.js';
export * from './telemetry/index.js';
export * from './timers/index.js';
export { currentTrace, runInTrace, type Trace } from './trace/current-trace.js';
