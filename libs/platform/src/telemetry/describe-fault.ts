import { isError } from './is-error.js';
import { scrub } from './redact.js';

/** What a log line says of an error. */
export interface DescribedFault {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: string;
  readonly cause?: DescribedFault;
}

const CAUSES_MAX = 3;
/** SQLSTATE class 22, data exceptions: the message quotes the value at fault. */
const DATA_EXCEPTION = /^22/;

/**
 * Describes an error by a list of what may be told. A database error's `detail`, `where`, `query` and `parameters` are
 * not on it: they quote whole rows.
 */
export const describeFault = (fault: unknown, causes = CAUSES_MAX): DescribedFault => {
  if (!isError(fault))
    return { type: typeof fault, message: typeof fault === 'string' ? scrub(fault) : 'not an Error' };
  const code = textOf(fault, 'code');
  const message = quotesInput(fault, code) ? withoutQuotes(fault.message) : fault.message;
  const constraint = textOf(fault, 'constraint');
  const table = textOf(fault, 'table');
  return {
    type: fault.name,
    message: scrub(message),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(fault.stack === undefined ? {} : { stack: frames(fault.stack) }),
    ...(fault.cause === undefined || causes === 0 ? {} : { cause: describeFault(fault.cause, causes - 1) }),
  };
};

const quotesInput = (fault: Error, code: string | undefined): boolean =>
  fault.name === 'SyntaxError' || (code !== undefined && DATA_EXCEPTION.test(code));

const withoutQuotes = (message: string): string => message.replace(/"[^"]{0,2000}"?|'[^']{0,2000}'?/g, '"…"');

/** Where it happened, without the message, which the stack repeats unscrubbed. */
const frames = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20)
    .join('\n');

const textOf = (fault: Error, field: string): string | undefined => {
  const value = (fault as unknown as Record<string, unknown>)[field];
  return typeof value === 'string' ? scrub(value) : undefined;
};
