import { Refusal } from '../http/refusal.js';

/** Names an operation in a header where the body has no room for an `opId`: 1 to 128 printable ASCII characters. */
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

/** The key of a request that must have one. */
export const idempotencyKeyOf = (header: unknown): string => {
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw new Refusal({
    status: 400,
    code: 'idempotency-key-missing',
    title: 'An Idempotency-Key is needed',
    detail:
      'Send the header Idempotency-Key: 1 to 128 printable ASCII characters, the same for each repeat of a request.',
  });
};
