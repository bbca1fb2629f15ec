import { createHash } from 'node:crypto';
import type { Operation } from '../parcel/parcel.store.js';

/** One action of one key holder. What it asks is part of it, so that an opId cannot be used for two things. */
export const operationOf = (keyId: string, opId: string, action: string, asked: object): Operation => ({
  keyId,
  opId,
  requestHash: createHash('sha256')
    .update(JSON.stringify([action, sorted(asked)]))
    .digest('base64url'),
});

/** The same fields in another order are the same request. */
const sorted = (asked: object): [string, unknown][] =>
  Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
