import { requestHash } from '@okuru/platform';
import type { Operation } from '../parcel/parcel.store.js';

/** One action of one key holder. What it asks is part of it, so that an opId cannot be used for two things. */
export const operationOf = (keyId: string, opId: string, action: string, asked: object): Operation => ({
  keyId,
  opId,
  requestHash: requestHash(action, asked),
});
