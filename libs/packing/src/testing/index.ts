export { compareWithOracle, type OracleComparison, type OracleFinding } from './compare-with-oracle.js';
export { cheapestByExhaustion, type OraclePrice } from './oracle/cheapest-by-exhaustion.js';
export { smallCase, CELL_MM, SMALL_UNITS_MAX, type SmallCase } from './small-case.js';
