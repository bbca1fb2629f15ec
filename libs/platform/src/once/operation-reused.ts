import { Refusal } from '../http/refusal.js';

/** Where callers name an operation. */
export type OperationNamedIn = 'opId' | 'Idempotency-Key';
const CODES: Readonly<Record<OperationNamedIn, string>> = {
  opId: 'op-id-reused',
  'Idempotency-Key': 'idempotency-key-reused',
};

/** One id with two requests: which of them was meant, only the caller knows. */
export const operationReused = (namedIn: OperationNamedIn, id: string): Refusal =>
  new Refusal({
    status: 422,
    code: CODES[namedIn],
    title: `The ${namedIn} was used for something else`,
    detail: `"${id}" already names another operation of this key.`,
    errors: [
      {
        path: namedIn,
        message: 'was used for another request',
        mend: 'Give each operation an id of its own.',
      },
    ],
  });
