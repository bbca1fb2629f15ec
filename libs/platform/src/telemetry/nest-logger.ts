import type { LoggerService } from '@nestjs/common';
import { isError } from './is-error.js';
import { logger } from './logger.js';

type Severity = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'trace';

/** Contexts in which Nest tells of every route and module while it starts. */
const CHATTY = new Set([
  'RoutesResolver',
  'RouterExplorer',
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
]);

/** Nest's own messages in our log; its start-up chatter counts as debug. */
export class NestLogger implements LoggerService {
  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest appends the context, and for errors a stack before it, to whatever was given. */
  private write(severity: Severity, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const name = typeof context === 'string' ? context : 'nest';
    const log = logger(name);
    const at = severity === 'info' && CHATTY.has(name) ? 'debug' : severity;
    if (isError(message)) log[at]({ fault: message }, message.message);
    else log[at]({}, typeof message === 'string' ? message : 'a message that is no text was not written');
  }
}
