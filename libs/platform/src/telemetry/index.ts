export { describeFault, type DescribedFault } from './describe-fault.js';
export { Liveness, Readiness } from './health.js';
export { HealthModule } from './health.module.js';
export { isError } from './is-error.js';
export type { LogFields } from './log-fields.js';
export { configureLogging, type Log, logger } from './logger.js';
export { NestLogger } from './nest-logger.js';
