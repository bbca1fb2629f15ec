import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export const PIN_DIGITS_MIN = 4;
export const PIN_DIGITS_MAX = 8;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** 32 MiB and a part of a second: one of the sets that OWASP recommends. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };

export interface StoredPin {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Of few digits, so a dump must not be enough to try them all: the shop's master key is part of the hash. */
export const hashPin = async (pin: string, masterKey: Buffer): Promise<StoredPin> => {
  const salt = randomBytes(SALT_BYTES);
  return { salt, hash: await stretched(pin, salt, masterKey) };
};

export const isPin = async (pin: string, stored: StoredPin, masterKey: Buffer): Promise<boolean> =>
  timingSafeEqual(await stretched(pin, stored.salt, masterKey), stored.hash);

/** Nobody's, held against what is typed for a badge that nobody has: it takes as long, and never fits. */
export const NOBODYS_PIN: StoredPin = { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

/** The first that are tried: one digit again and again, and digits in a row up or down. */
export const isObviousPin = (pin: string): boolean => {
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  return steps.size === 1 && [0, 1, 9].some((step) => steps.has(step));
};

const stretched = (pin: string, salt: Buffer, masterKey: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(
      createHmac('sha256', masterKey).update(`staff-pin:${pin}`).digest(),
      salt,
      HASH_BYTES,
      COST,
      (fault, hash) => (fault ? reject(fault) : resolve(hash)),
    ),
  );
