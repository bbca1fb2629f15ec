export * from './event-log.js';
export * from './event-log.errors.js';
export { LogCare, type TopicState } from './log-care.js';
export { partitionOf } from './murmur2.js';
export { Bell } from './delivery/bell.js';
export { DEFAULT_PACE, type Pace } from './delivery/pace.js';
export { MemoryEventLog, type MemoryEventLogOptions } from './memory/memory-event-log.js';
export { MemoryStore } from './memory/memory-store.js';
export { ScriptedEventLog, type Delivery, type PendingDelivery } from './memory/scripted-event-log.js';
export {
  DEFAULT_LOG_SCHEMA,
  PostgresEventLog,
  type PostgresEventLogOptions,
} from './postgres/postgres-event-log.js';
export type { LogPool, SqlClient } from './postgres/sql-client.js';
export { KafkaEventLog } from './kafka/kafka-event-log.js';
export type { KafkaEventLogOptions, KafkaLogLine } from './kafka/kafka-options.js';
export { PrefixedEventLog } from './prefixed-event-log.js';
