import { describeFault } from './describe-fault.js';
import { isError } from './is-error.js';
import { redacted, scrub } from './redact.js';

/** Flat facts about what happened: ids, counts, codes, durations, errors. Objects are not written, since nobody knows what is in them. */
export type LogFields = Readonly<Record<string, unknown>>;

const FIELDS_MAX = 40;
const ITEMS_MAX = 20;

/** Gives the fields in the form in which they may be written. */
export const writable = (fields: LogFields): Record<string, unknown> => {
  const written: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields).slice(0, FIELDS_MAX)) {
    written[field] = redacted(field, value, (open) =>
      Array.isArray(open) ? open.slice(0, ITEMS_MAX).map(one) : one(open),
    );
  }
  return written;
};

const one = (value: unknown): unknown => {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return value.toString();
  if (isError(value)) return describeFault(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return `[${typeof value} not written]`;
};
