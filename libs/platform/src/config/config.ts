import { type ServiceName } from '@okuru/contracts';
import type { TlsFiles } from './tls-files.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Where the shared parts live: `platform` holds API keys and the key ring, `event-log` the PostgreSQL log. */
export type DatabaseOwner = ServiceName | 'platform' | 'event-log';

export type KafkaSaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

export type EventLogConfig =
  | { readonly kind: 'postgres' }
  | {
      readonly kind: 'kafka';
      readonly brokers: readonly string[];
      /** Before each topic and group, when several shops share a cluster. */
      readonly prefix?: string;
      /** A consumer the group has not heard of for this long is dead, and others take its partitions. */
      readonly sessionMs: number;
      /** True: with the authorities Node brings along. */
      readonly ssl: boolean | TlsFiles;
      readonly sasl?: {
        readonly mechanism: KafkaSaslMechanism;
        readonly username: string;
        readonly password: string;
      };
    }
  | { readonly kind: 'memory' };

export type JobsConfig =
  | {
      readonly kind: 'redis';
      readonly url: string;
      readonly prefix?: string;
      readonly tls?: TlsFiles;
    }
  | { readonly kind: 'postgres' };

/** `mailbox` keeps letters where staff can read them in the browser; nothing leaves the machine. */
export type MailConfig = { readonly kind: 'smtp'; readonly url: string } | { readonly kind: 'mailbox' };

/** The environment, read once, checked and typed. */
export interface Config {
  readonly production: boolean;
  readonly http: { readonly host: string; readonly port: number };
  /** The owner's own database when the environment names one, else the shared one. */
  databaseUrl(owner: DatabaseOwner): string;
  /** The variable that `databaseUrl` comes from, to be named in faults. */
  databaseVariable(owner: DatabaseOwner): string;
  readonly eventLog: EventLogConfig;
  readonly jobs: JobsConfig;
  readonly mail: MailConfig;
  readonly mailFrom: string;
  /** 32 bytes that seal the key ring. */
  readonly masterKey: Buffer;
  /** Whoever gives waybill numbers (docs/carrier-api.md); null: the built-in simulator. */
  readonly carrierApi: { readonly url: string; readonly key: string | null } | null;
  /** JIS code of the prefecture parcels leave from. */
  readonly originPrefecture: number;
  readonly shopName: string;
  /** Postal address and telephone of the seller, as letters name them; null when the owner gave none. */
  readonly shopAddress: string | null;
  readonly shopPhone: string | null;
  readonly timeZone: string;
  readonly eventPartitions: number;
  readonly logLevel: LogLevel;
  /** A shop that starts for the first time gets sample goods; never by default in production. */
  readonly sampleGoods: boolean;
  /** Requests per minute and API key; 0 means no limit. */
  readonly rateLimitPerMinute: number;
  /** Minutes after which a session that nobody used is over. */
  readonly sessionIdleMinutes: number;
  /** Hours after which any session is over. */
  readonly shiftHours: number;
  /** 1, and more only for soak runs: retention is so many times shorter, and looked after so many times as often. */
  readonly retentionDivisor: number;
  /** Requests in hand at once in this process; beyond it callers are told to come again. */
  readonly requestsInHandMax: number;
  /** How long a posted order may wait for its turn, milliseconds; then it is told to come again. */
  readonly intakeWaitMs: number;
  /** Facts that may wait to be sent; beyond it no order is taken. */
  readonly outboxFactsMax: number;
  /** How long a rehearsal of an order waits for its answers, milliseconds. */
  readonly rehearsalWaitMs: number;
}
