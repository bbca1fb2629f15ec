import { DEFAULT_PACK_RULES, type PackRules, type SizeMm } from '@okuru/packing';
import type { BoxKind } from '../carriage.js';

/** Without a rule of support, as these tasks are set: anything that touches what is below it. */
export const BARE_RULES: PackRules = { ...DEFAULT_PACK_RULES, supportShareMin: 1e-6 };

/** A container without walls; weight plays no part. */
export const containerOf = (inside: SizeMm): BoxKind => ({
  code: 'container',
  kind: 'carton',
  inner: inside,
  outer: inside,
  emptyWeightGrams: 0,
  grossWeightGramsMax: 1,
  costYen: 1,
});
