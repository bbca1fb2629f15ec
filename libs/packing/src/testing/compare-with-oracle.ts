import { checkPacking } from '../check/check-packing.js';
import { packCheapest } from '../cheapest/pack-cheapest.js';
import type { PackageKind, PackItem, Packing } from '../types.js';
import { cheapestByExhaustion, type OraclePrice } from './oracle/cheapest-by-exhaustion.js';
import { CELL_MM, smallCase } from './small-case.js';

/** A case in which search and oracle differ, or one of them is wrong; the seed gives the case again. */
export interface OracleFinding {
  readonly seed: number;
  readonly is: 'dearer' | 'cheaper' | 'unsafe' | 'oracle-unsafe' | 'false-proof' | 'false-price';
  readonly found: number | undefined;
  readonly oracle: number | undefined;
  readonly faults: readonly string[];
}

export interface OracleComparison {
  readonly cases: number;
  /** Cases with a safe way, of which the oracle knows the least yen. */
  readonly feasible: number;
  /** Of the feasible: the search found the same yen. */
  readonly equal: number;
  /**
   * Of the feasible: the search found less, safe by the checker and priced anew. The oracle's units lie on a grid, and a heavy box
   * may only be in balance, or a unit only borne, when one lies between its lines.
   */
  readonly offGrid: number;
  /** Of the feasible: the search said that it had proven it. */
  readonly proven: number;
  /** Cases that have no way, by the oracle. */
  readonly impossible: number;
  /** Cases too large for the oracle; they count for nothing. */
  readonly gaveUp: number;
  readonly findings: readonly OracleFinding[];
}

/** Seeds looked at for one feasible case at most; about every second has a way. */
const SEEDS_PER_FEASIBLE_MAX = 4;

/**
 * The search against the oracle on small orders, from `firstSeed` on until so many feasible cases were compared.
 * Equal yen, safe by the checker, and no proof claimed where the oracle knows better; `findings` is empty when all is well,
 * and `equal` and `offGrid` together are all the feasible cases.
 */
export const compareWithOracle = (
  firstSeed: number,
  feasibleWanted: number,
  onCase: (seed: number, feasible: number) => void = () => undefined,
): OracleComparison => {
  const findings: OracleFinding[] = [];
  const counts = { cases: 0, feasible: 0, equal: 0, offGrid: 0, proven: 0, impossible: 0, gaveUp: 0 };
  const seedMax = firstSeed + feasibleWanted * SEEDS_PER_FEASIBLE_MAX;
  for (let seed = firstSeed; seed < seedMax && counts.feasible < feasibleWanted; seed += 1) {
    const { items, packages, rules, price } = smallCase(seed);
    const oracle = cheapestByExhaustion(items, packages, rules, price, CELL_MM);
    counts.cases += 1;
    if (oracle === 'gave-up') {
      counts.gaveUp += 1;
      continue;
    }
    const { best, proof } = packCheapest(items, packages, rules, price);
    const report = (is: OracleFinding['is'], faults: readonly string[] = []): void => {
      findings.push({ seed, is, found: best?.yen, oracle: oracle.best?.yen, faults });
    };
    if (oracle.best) {
      counts.feasible += 1;
      if (proof.proven) counts.proven += 1;
      if (best?.yen === oracle.best.yen) counts.equal += 1;
      const oracleFaults = checkPacking(items, packages, oracle.best.packing, rules);
      if (oracleFaults.length > 0) report('oracle-unsafe', oracleFaults);
    } else counts.impossible += 1;
    const gap = (best?.yen ?? Infinity) - (oracle.best?.yen ?? Infinity);
    if (gap > 0) report('dearer');
    if (gap > 0 && (proof.proven || proof.lowerBoundYen > oracle.best!.yen)) report('false-proof');
    const faults = best ? checkPacking(items, packages, best, rules) : [];
    if (faults.length > 0) report('unsafe', faults);
    const isPriced = !best || yenOf(best, items, packages, price) === best.yen;
    if (!isPriced) report('false-price');
    if (gap < 0) {
      const mayLieOffGrid = rules.centreOfMass !== undefined || rules.supportShareMin !== 1;
      if (mayLieOffGrid && oracle.best && faults.length === 0 && isPriced) counts.offGrid += 1;
      else report('cheaper');
    }
    onCase(seed, counts.feasible);
  }
  return { ...counts, findings };
};

/** The price of the packages as they are, asked anew. */
const yenOf = (
  { packages }: Packing,
  items: readonly PackItem[],
  kinds: readonly PackageKind[],
  price: OraclePrice,
): number =>
  packages.reduce((sum, { packageCode, outer, placements, grossWeightGrams }) => {
    const kind = kinds.find(({ code }) => code === packageCode)!;
    const units: Record<string, number> = {};
    let goodsVolumeMm3 = 0;
    for (const { sku } of placements) {
      const { lengthMm, widthMm, heightMm } = items.find((item) => item.sku === sku)!.size;
      units[sku] = (units[sku] ?? 0) + 1;
      goodsVolumeMm3 += lengthMm * widthMm * heightMm;
    }
    return sum + (price({ kind, outer, grossWeightGrams, units, goodsVolumeMm3 }) ?? Infinity);
  }, 0);
