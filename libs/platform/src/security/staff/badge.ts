import { createHash, randomInt } from 'node:crypto';

/** What the console's scanner knows a badge by. */
const PREFIX = '^B:';
/** Crockford's: no letter that is taken for a digit, upper case only, all of them in Code 128. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 5 bits each: 130 bits, so that nobody guesses one. */
const CHARS = 26;
const SHAPE = new RegExp(`^[${LETTERS}]{${CHARS}}$`);

/** A new code for a badge, as it is printed, and what is stored of it. */
export const newBadge = (): { readonly badge: string; readonly badgeHash: Buffer } => {
  const code = Array.from({ length: CHARS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return { badge: PREFIX + code, badgeHash: hashed(code) };
};

/** What is stored of a badge; undefined for what cannot be one. Without its prefix, or in small letters, it is the same badge. */
export const hashOfBadge = (scanned: string): Buffer | undefined => {
  const text = scanned.trim().toUpperCase();
  const code = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  return SHAPE.test(code) ? hashed(code) : undefined;
};

const hashed = (code: string): Buffer => createHash('sha256').update(`badge:${code}`).digest();
