import { FAULTS_MAX, type ImportFault } from './fault.js';
import { MENDS, type Violation } from './price-lines.js';

/**
 * The lines that are most likely wrong: again and again the one that contradicts most others, until nothing is left to explain.
 * Where lines are equally likely, the first is told with the others beside it.
 */
export const blamed = (
  violations: readonly Violation[],
  rows: readonly number[],
  columns: readonly string[],
): ImportFault[] => {
  const faults: ImportFault[] = [];
  let left = violations;
  while (left.length > 0 && faults.length < FAULTS_MAX) {
    const { line, equals } = mostContradicted(left);
    const told = left.find(({ lines }) => lines.includes(line))!;
    const also = equals.filter((other) => told.lines.includes(other)).map((other) => rows[other]!);
    faults.push({
      file: 'rates',
      row: rows[line]!,
      ...(also.length > 0 ? { alsoRows: also } : {}),
      column: columns[told.column]!,
      message: told.message,
      mend: MENDS[told.check],
    });
    left = left.filter(({ lines }) => !lines.includes(line));
  }
  return faults.sort((a, b) => a.row - b.row);
};

const mostContradicted = (
  violations: readonly Violation[],
): { readonly line: number; readonly equals: readonly number[] } => {
  const counts = new Map<number, number>();
  for (const { lines } of violations) {
    for (const line of new Set(lines)) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const [line, ...equals] = [...counts]
    .filter(([, count]) => count === most)
    .map(([one]) => one)
    .sort((a, b) => a - b);
  return { line: line!, equals };
};
