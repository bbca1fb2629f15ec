import { Refusal } from '../http/refusal.js';

/** The bytes of an import; a JSON body on the same route is an object by now. */
export const csvBody = (body: unknown): Uint8Array => {
  if (Buffer.isBuffer(body)) return body;
  throw new Refusal({
    status: 415,
    code: 'not-csv',
    title: 'The import takes CSV',
    detail: 'Send the file itself with the header content-type: text/csv.',
  });
};
