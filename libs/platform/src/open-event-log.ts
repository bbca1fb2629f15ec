import type { Config, EventLogConfig } from './config/config.js';
import type { EventLog } from './event-log/event-log.js';
import { KafkaEventLog } from './event-log/kafka/kafka-event-log.js';
import { KafkaLogCare } from './event-log/kafka/kafka-log-care.js';
import type { KafkaEventLogOptions } from './event-log/kafka/kafka-options.js';
import type { LogCare } from './event-log/log-care.js';
import { MemoryEventLog } from './event-log/memory/memory-event-log.js';
import { PrefixedEventLog } from './event-log/prefixed-event-log.js';
import { PostgresEventLog } from './event-log/postgres/postgres-event-log.js';
import { PostgresLogCare } from './event-log/postgres/postgres-log-care.js';
import { logger } from './telemetry/logger.js';

/** The log the configuration asks for, ready to use. A Kafka that is away does not matter yet. */
export const openEventLog = async ({
  eventLog,
  databaseUrl,
}: Pick<Config, 'eventLog' | 'databaseUrl'>): Promise<EventLog> => {
  switch (eventLog.kind) {
    case 'memory':
      return new MemoryEventLog();
    case 'kafka': {
      const { prefix } = eventLog;
      const kafka = new KafkaEventLog(kafkaOptions(eventLog));
      return prefix ? new PrefixedEventLog(kafka, prefix) : kafka;
    }
    case 'postgres': {
      const opened = new PostgresEventLog({
        database: databaseUrl('event-log'),
        onFault: (fault) => logger('event-log').warn({ fault }, 'an idle connection of the event log broke'),
      });
      await opened.install();
      return opened;
    }
  }
};

const kafkaOptions = ({
  brokers,
  sessionMs,
  ssl,
  sasl,
}: Extract<EventLogConfig, { kind: 'kafka' }>): KafkaEventLogOptions => ({
  brokers,
  clientId: 'okuru',
  sessionTimeoutMs: sessionMs,
  ssl,
  ...(sasl ? { sasl } : {}),
  onLog: ({ level, message }) => logger('event-log')[level]({ client: 'kafka' }, message),
});

/** For whoever looks after the log from outside; nothing for a log in memory, which ends with its process. */
export const openLogCare = async ({
  eventLog,
  databaseUrl,
}: Pick<Config, 'eventLog' | 'databaseUrl'>): Promise<LogCare | undefined> => {
  switch (eventLog.kind) {
    case 'memory':
      return undefined;
    case 'kafka':
      return new KafkaLogCare(kafkaOptions(eventLog), eventLog.prefix);
    case 'postgres':
      return PostgresLogCare.open(databaseUrl('event-log'));
  }
};
