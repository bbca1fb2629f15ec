import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { unwrapKey, wrapKey } from './seal.js';

const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 16;
const SALT = 'okuru key ring';

/** The one secret of the deployment. Each use has a key derived for it, so that none weakens another. */
export class MasterKey {
  private readonly wrappingKey: Buffer;
  private readonly buyerIdKey: Buffer;
  private readonly addressIdKey: Buffer;

  constructor(secret: Buffer) {
    if (secret.length !== KEY_BYTES)
      throw new RangeError(`The master key has ${KEY_BYTES} bytes, not ${secret.length}`);
    this.wrappingKey = derive(secret, 'wrap a person key, v1');
    this.buyerIdKey = derive(secret, 'buyer id of an address, v1');
    this.addressIdKey = derive(secret, 'address id of a ship-to, v1');
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

  addressIdOf(parts: readonly string[]): string {
    const text = JSON.stringify(parts.map(normalisedPart));
    return createHmac('sha256', this.addressIdKey).update(text, 'utf8').digest('hex');
  }
}

/** Spaces, kinds of hyphen, widths and capitals are typing habits; a hyphen or space between digits is part of the address. */
const normalisedPart = (part: string): string =>
  part
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Pd}−ー]/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/(?<!\d) | (?!\d)/gu, '');

/** Full-width letters and capitals are typing habits, not another buyer. */
export const normalisedAddress = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

/** Tells whether two deployments, or a backup and one, have the same secret; nothing can be opened with it. */
export const masterKeyFingerprint = (secret: Buffer): string =>
  derive(secret, 'fingerprint, v1').subarray(0, FINGERPRINT_BYTES).toString('hex');

const derive = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, SALT, use, KEY_BYTES));

const wrapContext = (keyId: string): string => `person-key:${keyId}`;
