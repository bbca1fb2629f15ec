/** well: as it must be. doubt: works, and somebody should look. ill: does not work, or will not for long. */
export type Verdict = 'well' | 'doubt' | 'ill';

/** What one check saw. */
export interface Finding {
  /** Part of the shop: `order`, `event log`, `jobs`. */
  readonly part: string;
  readonly check: string;
  readonly verdict: Verdict;
  /** One plain sentence; with the mend unless all is well. */
  readonly says: string;
}

/** 0 well, 1 doubt, 2 ill: of the worst finding. */
export const exitCodeOf = (findings: readonly Finding[]): 0 | 1 | 2 => {
  if (findings.some(({ verdict }) => verdict === 'ill')) return 2;
  return findings.some(({ verdict }) => verdict === 'doubt') ? 1 : 0;
};

const SIGN: Readonly<Record<Verdict, string>> = { well: '  ok ', doubt: '   ? ', ill: ' ILL ' };

/** A line each, what needs somebody last so that it is seen. */
export const findingLines = (findings: readonly Finding[]): string[] => {
  const rank = { well: 0, doubt: 1, ill: 2 };
  const width = Math.max(...findings.map(({ part, check }) => part.length + check.length)) + 2;
  return [...findings]
    .sort((a, b) => rank[a.verdict] - rank[b.verdict])
    .map(
      ({ part, check, verdict, says }) => `${SIGN[verdict]} ${`${part}, ${check}`.padEnd(width)}  ${says}`,
    );
};
