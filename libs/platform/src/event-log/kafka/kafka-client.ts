import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { KafkaLogLine, KafkaSettings } from './kafka-options.js';
import { repairTimers } from './kafkajs-timers.js';

const CONNECT_MS_MAX = 5_000;

/** Under NODE_ENV=test kafkajs has other defaults, so every figure is given. About ten seconds in all. */
export const KAFKA_RETRY = {
  initialRetryTime: 100,
  multiplier: 2,
  factor: 0.2,
  maxRetryTime: 2_000,
  retries: 8,
};

/** True of every idempotent producer with a bound; ours is replaced after a failure, so its promise holds. */
const EXPECTED = 'Limiting retries for the idempotent producer may invalidate EoS guarantees';

/**
 * A client of its own for each producer, consumer and admin: consumers of one client share a cache of committed
 * offsets, so that two members of a group in one process would read each other's.
 */
export const kafkaClient = (settings: KafkaSettings): Kafka => {
  repairTimers();
  return new Kafka({
    brokers: [...settings.brokers],
    clientId: settings.clientId,
    ssl: settings.ssl,
    sasl: settings.sasl && saslOf(settings.sasl),
    connectionTimeout: CONNECT_MS_MAX,
    requestTimeout: settings.requestTimeoutMs,
    retry: KAFKA_RETRY,
    ...(settings.socketFactory ? { socketFactory: settings.socketFactory } : {}),
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => {
      if (entry.log.message !== EXPECTED) settings.onLog(lineOf(entry));
    },
  });
};

/** kafkajs wants one type per mechanism; the fields are the same. */
const saslOf = ({ mechanism, username, password }: NonNullable<KafkaSettings['sasl']>) => {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
};

const lineOf = ({
  level,
  namespace,
  log: { message, timestamp: _, logger: __, ...details },
}: LogEntry): KafkaLogLine => ({
  level:
    level === logLevel.ERROR
      ? 'error'
      : level === logLevel.WARN
        ? 'warn'
        : level === logLevel.INFO
          ? 'info'
          : 'debug',
  message: namespace ? `[${namespace}] ${message}` : message,
  details,
});
