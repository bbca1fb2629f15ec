import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';

export interface KafkaEventLogOptions {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[];
  /** Names this process in the brokers' logs and quotas. */
  readonly clientId: string;
  readonly ssl?: boolean | ConnectionOptions;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** A member that the group has not heard of for this long is dead. Within the brokers' bounds: 6 s to 30 min. */
  readonly sessionTimeoutMs?: number;
  /** A broker that does not answer for this long is asked again; joining and fetching have longer bounds of their own. */
  readonly requestTimeoutMs?: number;
  /** Copies of each new topic; the brokers' default unless told. From 3 on, two copies must confirm each append. */
  readonly replicationFactor?: number;
  /** Wait before a batch that threw is delivered again, and before a lost connection is tried; doubles to the most. */
  readonly backoffMsFirst?: number;
  readonly backoffMsMax?: number;
  /** What the client library has to say. Silent unless told. */
  readonly onLog?: (line: KafkaLogLine) => void;
  /** Makes the sockets, for a proxy or a test. */
  readonly socketFactory?: (to: { host: string; port: number; onConnect: () => void }) => Socket;
}

export interface KafkaLogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The options with every default filled in. */
export type KafkaSettings = KafkaEventLogOptions & Required<Pick<KafkaEventLogOptions, Defaulted>>;
type Defaulted = 'sessionTimeoutMs' | 'requestTimeoutMs' | 'backoffMsFirst' | 'backoffMsMax' | 'onLog';

export const settingsOf = (options: KafkaEventLogOptions): KafkaSettings => ({
  ...options,
  sessionTimeoutMs: options.sessionTimeoutMs ?? 30_000,
  requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
  backoffMsFirst: options.backoffMsFirst ?? 100,
  backoffMsMax: options.backoffMsMax ?? 5_000,
  onLog: options.onLog ?? (() => undefined),
});
