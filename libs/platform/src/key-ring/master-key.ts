import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { unwrapKey, wrapKey } from './seal.js';

const KEY_BYTES = 32;
const SALT = 'okuru key ring';

/** The one secret of the deployment. Each use has a key derived for it, so that none weakens another. */
export class MasterKey {
  private readonly wrappingKey: Buffer;
  private readonly buyerIdKey: Buffer;

  constructor(secret: Buffer) {
    if (secret.length !== KEY_BYTES)
      throw new RangeError(`The master key has ${KEY_BYTES} bytes, not ${secret.length}`);
    this.wrappingKey = derive(secret, 'wrap a person key, v1');
    this.buyerIdKey = derive(secret, 'buyer id of an address, v1');
  }

  static newPersonKey(): Buffer {
    return randomBytes(KEY_BYTES);
  }

  wrap(keyId: string, key: Buffer): Buffer {
    return wrapKey(this.wrappingKey, wrapContext(keyId), key);
  }

  unwrap(keyId: string, wrapped: Buffer): Buffer {
    return unwrapKey(this.wrappingKey, wrapContext(keyId), wrapped);
  }

  buyerIdOf(email: string): string {
    return createHmac('sha256', this.buyerIdKey).update(normalisedAddress(email), 'utf8').digest('hex');
  }
}

/** Full-width letters and capitals are typing habits, not another buyer. */
export const normalisedAddress = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

const derive = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, SALT, use, KEY_BYTES));

const wrapContext = (keyId: string): string => `person-key:${keyId}`;
