import type { Config } from './config/config.js';
import type { EventLog } from './event-log/event-log.js';
import { KafkaEventLog } from './event-log/kafka/kafka-event-log.js';
import { MemoryEventLog } from './event-log/memory/memory-event-log.js';
import { PrefixedEventLog } from './event-log/prefixed-event-log.js';
import { PostgresEventLog } from './event-log/postgres/postgres-event-log.js';
import { logger } from './telemetry/logger.js';

/** The log the configuration asks for, ready to use. A Kafka that is away does not matter yet. */
export const openEventLog = async ({
  eventLog,
  databaseUrl,
}: Pick<Config, 'eventLog' | 'databaseUrl'>): Promise<EventLog> => {
  const log = logger('event-log');
  switch (eventLog.kind) {
    case 'memory':
      return new MemoryEventLog();
    case 'kafka': {
      const { brokers, ssl, sasl, prefix } = eventLog;
      const kafka = new KafkaEventLog({
        brokers,
        clientId: 'okuru',
        ssl,
        ...(sasl ? { sasl } : {}),
        onLog: ({ level, message }) => log[level]({ client: 'kafka' }, message),
      });
      return prefix ? new PrefixedEventLog(kafka, prefix) : kafka;
    }
    case 'postgres': {
      const opened = new PostgresEventLog({
        database: databaseUrl('event-log'),
        onFault: (fault) => log.warn({ fault }, 'an idle connection of the event log broke'),
      });
      await opened.install();
      return opened;
    }
  }
};
