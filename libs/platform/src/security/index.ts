export {
  admits,
  ANY_ROLES,
  type AnyRole,
  type ApiCaller,
  Caller,
  Public,
  type Role,
  Roles,
  Station,
  ROLES,
  STAFF_ROLES,
  type StaffRole,
} from './access.js';
export { ACCESS_TABLES } from './access-tables.js';
export { ApiKeys, type IssuedKey, type IssueOptions } from './api-keys.js';
export { CountsAs } from './counts-as.js';
export { ensureFirstKeys } from './first-keys.js';
export type { StoredKey } from './key-store.js';
export { SecurityModule } from './security.module.js';
export { StaffDesk } from './staff/staff-desk.js';
