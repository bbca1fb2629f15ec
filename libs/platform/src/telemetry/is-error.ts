import { types } from 'node:util';

/** Errors of Node itself are no `instanceof Error` inside Jest, whose files run in a realm of their own. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || types.isNativeError(value);
