import { isError } from '../telemetry/is-error.js';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';

/** Thrown by a handler whose helper is out of reach for the moment: the same event is tried again, it is no poison. */
export class TryAgainError extends Error {
  override readonly name = 'TryAgainError';
}

/**
 * The connection broke while the answer to COMMIT was awaited, so nobody knows whether it happened. Not repeated by
 * `UnitOfWork`: only work that recognises its own repeat (an inbox, an idempotency key, an opId) may be.
 */
export class CommitOutcomeUnknownError extends Error {
  override readonly name = 'CommitOutcomeUnknownError';
  constructor(cause: unknown) {
    super('The connection broke during the commit; whether it happened is unknown.', { cause });
  }
}

/** SQLSTATE classes and codes that pass by themselves. */
const TRANSIENT_CLASSES = ['08', '53'];
const TRANSIENT_STATES = new Set([
  '40001', // serialisation failure
  '40P01', // deadlock
  '55P03', // lock not available
  '57014', // statement timeout
  '57P01', // server shutting down
  '57P02',
  '57P03', // server starting
  '57P05',
  '25P03', // idle in transaction too long
  '25006', // a standby answered
  '58000',
  '58030', // I/O error
]);
const TRANSIENT_NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** pg says these in words only. */
const TRANSIENT_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|cached plan must not change result type)/;
const CAUSES_MAX = 5;

/** True when the same work may succeed later: deadlock, serialisation, connection, timeout, full disk. */
export const isTransient = (fault: unknown): boolean => {
  let current = fault;
  for (let depth = 0; depth < CAUSES_MAX && isError(current); depth += 1) {
    if (passesByItself(current)) return true;
    current = current instanceof QueryFailedError ? current.driverError : current.cause;
  }
  return false;
};

const passesByItself = (fault: Error): boolean => {
  if (fault instanceof TryAgainError || fault instanceof CommitOutcomeUnknownError) return true;
  if (fault instanceof QueryRunnerAlreadyReleasedError) return true; // TypeORM lets go of a runner whose connection broke
  const { code } = fault as Error & { code?: unknown };
  if (typeof code !== 'string') return TRANSIENT_WORDS.test(fault.message);
  return (
    TRANSIENT_STATES.has(code) ||
    TRANSIENT_NETWORK.has(code) ||
    (code.length === 5 && TRANSIENT_CLASSES.some((sqlClass) => code.startsWith(sqlClass))) ||
    TRANSIENT_WORDS.test(fault.message)
  );
};
