export { TimerTable1760000000001 } from './timer.migration.js';
export type { DueTimer, Timer } from './timer.store.js';
export { type DueHandler, Timers, type WorkInTransaction } from './timers.js';
