export { Clock } from './clock.js';
export { MovableClock } from './movable-clock.js';
export { Repeating } from './repeating.js';
export { SystemClock } from './system-clock.js';
