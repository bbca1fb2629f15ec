import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
const SHAPE = /^[\w-]{43}$/;

/** The token goes to the browser, its hash to the database. */
export const newSession = (): { readonly token: string; readonly hash: Buffer } => {
  const token = randomBytes(BYTES).toString('base64url');
  return { token, hash: hashed(token) };
};

/** Undefined for what cannot be a token. */
export const hashOfSessionToken = (token: string): Buffer | undefined =>
  SHAPE.test(token) ? hashed(token) : undefined;

const hashed = (token: string): Buffer => createHash('sha256').update(`session:${token}`).digest();
