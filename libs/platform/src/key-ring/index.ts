export { KeyIsErased, KeyRing, SealIsBroken, sealContext } from './key-ring.js';
export { PostgresKeyRing, type PostgresKeyRingOptions } from './postgres-key-ring.js';
export { SEALED_PLAIN_BYTES_MAX } from './seal.js';
