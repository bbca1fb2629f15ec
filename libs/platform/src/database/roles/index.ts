export {
  createRoles,
  dropRoles,
  roleEnvironment,
  type RoleUrls,
  roleUrls,
  rolesSqlOf,
} from './create-roles.js';
export { DATABASE_OWNERS, databaseVariableOf, OWNED_SCHEMAS } from './owned-schemas.js';
