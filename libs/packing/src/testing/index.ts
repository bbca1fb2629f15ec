export { seededRandom } from '../random.js';
export { anyOrder, type AnyOrder } from './any-order.js';
export { compareWithOracle, type OracleComparison, type OracleFinding } from './compare-with-oracle.js';
export {
  cheapestByExhaustion,
  type OracleAnswer,
  type OraclePrice,
} from './oracle/cheapest-by-exhaustion.js';
export { packAnyOrders, type AnyOrdersPacked, type UnsafeAnswer } from './pack-any-orders.js';
export { smallCase, CELL_MM, SMALL_UNITS_MAX, type SmallCase } from './small-case.js';
