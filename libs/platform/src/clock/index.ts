export { Clock } from './clock.js';
export { MovableClock } from './movable-clock.js';
export { SystemClock } from './system-clock.js';
