export { canonicalJson } from './canonical-json.js';
export { idempotencyKeyOf } from './idempotency-key.js';
export { type OperationNamedIn, operationReused } from './operation-reused.js';
export { requestHash } from './request-hash.js';
