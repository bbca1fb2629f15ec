import { HttpException } from '@nestjs/common';
import { isTransient } from '../database/transient.js';
import { type Answer, problemOf, problemType } from './problem.js';
import { Refusal } from './refusal.js';
import { JsonFault } from './strict-json/json-fault.js';

/** How long a caller should wait while the database is away. */
const RETRY_AFTER_SECONDS = 2;

/** What to answer to whatever was thrown; undefined when it is our own fault and nothing about it may be told. */
export const answerOf = (thrown: unknown): Answer | undefined => {
  if (thrown instanceof Refusal) return ofRefusal(thrown);
  if (thrown instanceof JsonFault) return ofJsonFault(thrown);
  if (isTransient(thrown)) {
    const problem = problemOf(503, 'The database does not answer for the moment; send the request again.');
    return { problem, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } };
  }
  if (thrown instanceof HttpException && thrown.getStatus() < 500)
    return { problem: problemOf(thrown.getStatus(), thrown.message) };
  const status = frameworkStatus(thrown);
  return status === undefined ? undefined : { problem: problemOf(status, (thrown as Error).message) };
};

const ofRefusal = ({ options, message }: Refusal): Answer => {
  const { status, code, title, errors, headers, more } = options;
  return {
    problem: { type: problemType(code), title, status, code, detail: message, ...(errors ? { errors } : {}) },
    ...(headers ? { headers } : {}),
    ...(more ? { more } : {}),
  };
};

const ofJsonFault = ({ kind, message, path, offset }: JsonFault): Answer => ({
  problem: {
    type: problemType('unreadable-json'),
    title: 'The body is not acceptable JSON',
    status: 400,
    code: 'unreadable-json',
    detail: `${path === '' ? 'The body' : path}: ${message} (at byte offset ${offset}, ${kind}).`,
    errors: [{ path, message }],
  },
});

/** Fastify's own refusals: too large, of another media type, a broken address. */
const frameworkStatus = (thrown: unknown): number | undefined => {
  if (!(thrown instanceof Error) || thrown.name !== 'FastifyError') return undefined;
  const { statusCode } = thrown as Error & { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
};
