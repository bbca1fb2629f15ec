import { createHash, randomBytes } from 'node:crypto';

/** `ok_`, 32 random bytes in base 62, `_`, six characters that catch typing slips without asking the database. */
const PREFIX = 'ok_';
const SECRET_BYTES = 32;
const SECRET_CHARS = 43;
const CHECKSUM_CHARS = 6;
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_CHARS}}_[0-9A-Za-z]{${CHECKSUM_CHARS}}$`);
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const newKey = (): string => {
  const secret = PREFIX + base62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_CHARS);
  return `${secret}_${checksumOf(secret)}`;
};

export const isWellFormedKey = (key: string): boolean => {
  if (!SHAPE.test(key)) return false;
  const split = key.length - CHECKSUM_CHARS - 1;
  return checksumOf(key.slice(0, split)) === key.slice(split + 1);
};

/** What is stored. The key has 256 random bits, so a slow password hash would add cost and no safety. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

const checksumOf = (secret: string): string =>
  base62(createHash('sha256').update(`checksum:${secret}`).digest().readBigUInt64BE(), CHECKSUM_CHARS);

const base62 = (value: bigint, chars: number): string => {
  let text = '';
  for (let rest = value; text.length < chars; rest /= 62n) text = `${DIGITS[Number(rest % 62n)]}${text}`;
  return text;
};
