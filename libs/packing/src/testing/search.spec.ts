import { compareWithOracle } from './compare-with-oracle.js';
import { packAnyOrders } from './pack-any-orders.js';

/** The full numbers, 2,000 cases and 100,000 orders, are run by the benchmark, where the code is compiled. */
const CASES = 60;
const ORDERS = 150;

describe('packCheapest', () => {
  it(`is as cheap as the oracle on ${CASES} small orders, and claims no false proof`, () => {
    const { feasible, findings } = compareWithOracle(1, CASES);
    expect(findings).toEqual([]);
    expect(feasible).toBe(CASES);
  });

  it(`packs ${ORDERS} orders of any goods into any packages safely, every unit once`, () => {
    const { packed, unsafe } = packAnyOrders(1, ORDERS);
    expect(unsafe).toEqual([]);
    expect(packed).toBeGreaterThan(ORDERS / 4);
  });
});
