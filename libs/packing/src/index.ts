export * from './types.js';
export { closedAt, innerOf, roomsOf, ROOMS_MAX, type PackageRoom } from './rooms.js';
export { shapesOf, type Shape, type Turn } from './shape.js';
export { checkPacking } from './check/check-packing.js';
export { packItems, ONE_WORK_MAX } from './pack-items.js';
export { SEVERAL_WORK_MAX } from './pack-several.js';
export { UNITS_MAX } from './merged-items.js';
export { SPACES_MAX } from './space.js';
export { SEARCH_SEED } from './random.js';
export * from './cheapest/cheapest-packing.js';
export {
  packCheapest,
  GOODS_SETS_MAX,
  PRICES_MAX,
  CALL_WORK_PER_ATTEMPT,
} from './cheapest/pack-cheapest.js';
export { DIVISIONS_MAX } from './cheapest/divide-small.js';
