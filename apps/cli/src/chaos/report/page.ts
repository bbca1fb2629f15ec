import type { SeedResult } from './result.js';
import type { Summary } from './summary.js';
export const pageOf = (results: readonly SeedResult[], summary: Summary): string =>
  JSON.stringify({ results, summary });
