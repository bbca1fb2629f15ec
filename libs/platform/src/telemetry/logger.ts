import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from '../config/config.js';
import { type LogFields, writable } from './log-fields.js';
import { readableLine } from './readable-lines.js';
import { scrub } from './redact.js';

/** Writes what happened: flat fields first, then one sentence. Never personal data; what slips in is redacted. */
export interface Log {
  trace(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  fatal(fields: LogFields, message: string): void;
}

type Severity = keyof Log;

const toTerminal: DestinationStream = { write: (line) => process.stdout.write(readableLine(line)) };

const destination = (): DestinationStream =>
  process.stdout.isTTY && process.env.NODE_ENV !== 'production'
    ? toTerminal
    : pino.destination({ dest: 1, sync: false });

const build = (level: LogLevel, to: DestinationStream) =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );

// Tests are quiet unless they ask for a log.
let root = build(process.env.JEST_WORKER_ID ? 'silent' : 'info', destination());

/** Sets the level, and in tests the place, of every logger of the process, those made before included. */
export const configureLogging = (options: { level: LogLevel; to?: DestinationStream }): void => {
  if (options.to) root = build(options.level, options.to);
  else root.level = options.level;
};

/** The log of one part, e.g. `logger('place-order')`. */
export const logger = (name: string): Log => {
  const write =
    (severity: Severity) =>
    (fields: LogFields, message: string): void => {
      if (root.isLevelEnabled(severity)) root[severity]({ log: name, ...writable(fields) }, scrub(message));
    };
  return {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
  };
};
