export { KeyIsErased, KeyRing, SealIsBroken, sealContext } from './key-ring.js';
export { KEY_RING_TABLES } from './key-ring-tables.js';
export { MasterKey, masterKeyFingerprint } from './master-key.js';
export { PostgresKeyRing, type PostgresKeyRingOptions } from './postgres-key-ring.js';
export { SEALED_PLAIN_BYTES_MAX } from './seal.js';
