import type { Sealed } from '@okuru/contracts';

/**
 * Seals personal data under one key per person; erasing the key erases the person wherever the sealed copies are.
 * Order creates and erases keys, everybody else reads by key id. A key may serve up to a minute after its erasure.
 */
export abstract class KeyRing {
  /** Subject (a buyerId) → key id; made where absent. Only order calls it. */
  abstract keysFor(subjects: readonly string[]): Promise<Map<string, string>>;
  /** AES-256-GCM, the context as associated data. A key that was erased meanwhile throws `KeyIsErased`. */
  abstract sealMany(items: readonly { keyId: string; context: string; plain: object }[]): Promise<Sealed[]>;
  /** In the order asked; null where the person was erased. A wrong context or a changed byte throws `SealIsBroken`. */
  abstract openMany(items: readonly { sealed: Sealed; context: string }[]): Promise<(object | null)[]>;
  /** The person is gone: false when there was nobody. */
  abstract erase(subject: string): Promise<boolean>;
  /** HMAC-SHA256 (hex) of the normalised e-mail address, so that a guest is recognised without being named. */
  abstract buyerIdOf(email: string): string;
  /** HMAC-SHA256 (hex) of the normalised parts of a postal address, so that two can be compared without being opened. */
  abstract addressIdOf(parts: readonly string[]): string;
}

/** Ties a sealed part to its place: a ciphertext moved to another order or event does not open. */
export const sealContext = (eventType: string, orderId: string): string => `${eventType}:${orderId}`;

/** The person was erased, so nothing more can be sealed for them. */
export class KeyIsErased extends Error {
  constructor(readonly keyId: string) {
    super(`No key ${keyId}: the person was erased`);
  }
}

/** Not what was sealed, or not here: a changed byte, another context, another master key. */
export class SealIsBroken extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`${what} does not open`, options);
  }
}
