import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Sealed } from '@okuru/contracts';
import { drawnBytes } from '../drawn-bytes.js';
import { SealIsBroken } from './key-ring.js';

const ALGORITHM = 'aes-256-gcm';
/** What GCM is specified for; a random one is safe for 2^32 messages under one key, a person has hundreds. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Sealed data travels in every event of the order; the contract bounds the ciphertext likewise. */
export const SEALED_PLAIN_BYTES_MAX = 12_288;

/** JSON under the person's key; the context is proven when opening, not stored. */
export const seal = (keyId: string, key: Buffer, context: string, plain: object): Sealed => {
  const text = Buffer.from(JSON.stringify(plain), 'utf8');
  if (text.length > SEALED_PLAIN_BYTES_MAX)
    throw new RangeError(
      `Personal data of ${text.length} bytes; at most ${SEALED_PLAIN_BYTES_MAX} can be sealed`,
    );
  const { iv, ciphertext, tag } = encrypt(key, context, text);
  return {
    keyId,
    iv: iv.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: tag.toString('base64'),
  };
};

export const open = (key: Buffer, context: string, sealed: Sealed): object => {
  const plain = decrypt(key, context, {
    iv: Buffer.from(sealed.iv, 'base64'),
    ciphertext: Buffer.from(sealed.ciphertext, 'base64'),
    tag: Buffer.from(sealed.tag, 'base64'),
  });
  return JSON.parse(plain.toString('utf8')) as object;
};

/** A key of the ring as it lies in the database: iv, tag and ciphertext in a row. */
export const wrapKey = (wrappingKey: Buffer, context: string, key: Buffer): Buffer => {
  const { iv, ciphertext, tag } = encrypt(wrappingKey, context, key);
  return Buffer.concat([iv, tag, ciphertext]);
};

export const unwrapKey = (wrappingKey: Buffer, context: string, wrapped: Buffer): Buffer =>
  decrypt(wrappingKey, context, {
    iv: wrapped.subarray(0, IV_BYTES),
    tag: wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    ciphertext: wrapped.subarray(IV_BYTES + TAG_BYTES),
  });

interface Encrypted {
  iv: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

const encrypt = (key: Buffer, context: string, plain: Buffer): Encrypted => {
  const iv = drawnBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag() };
};

const decrypt = (key: Buffer, context: string, { iv, ciphertext, tag }: Encrypted): Buffer => {
  try {
    // Without a fixed tag length a tag cut to four bytes would still be believed.
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context, 'utf8'));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch (cause) {
    throw new SealIsBroken(`A part sealed for ${context}`, { cause });
  }
};
