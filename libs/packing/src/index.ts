export * from './types.js';
export { checkPacking } from './check-packing.js';
export { packItems, ONE_WORK_MAX } from './pack-items.js';
export { SEVERAL_WORK_MAX } from './pack-several.js';
export { UNITS_MAX } from './merged-items.js';
export { SPACES_MAX } from './space.js';
export { SEARCH_SEED } from './random.js';
export * from './cheapest/cheapest-packing.js';
export { packCheapest, GOODS_SETS_MAX, DIVISIONS_MAX } from './cheapest/pack-cheapest.js';
