import type { Sample } from './sample.js';

/** Tables that retention or the work itself empties again; every other one keeps its rows for ever, so many bytes an order. */
const EMPTIED =
  /\.(outbox|inbox|passed_over|relay_lease|consumer_fence|parked_key|dead_letter|timer|idempotency|operation|rehearsal|api_key)$|^okuru_log\.|_jobs\./;
export const isEmptied = (table: string): boolean => EMPTIED.test(table);

/** Growth over the second half, by the slope of its samples, that counts as none. */
interface Bound {
  readonly share: number;
  readonly atLeast: number;
}
const MB = 1024 * 1024;
const BOUNDS = {
  tables: { share: 0.1, atLeast: 2 * MB },
  rss: { share: 0.1, atLeast: 40 * MB },
  handles: { share: 0.1, atLeast: 10 },
  deadRows: { share: 0.5, atLeast: 20_000 },
  walPerOrder: { share: 0.25, atLeast: 0 },
} as const satisfies Record<string, Bound>;

/** One thing that must be flat. */
export interface Finding {
  readonly what: string;
  /** Mean of the second half. */
  readonly mean: number;
  readonly growth: number;
  readonly bound: number;
  readonly isFlat: boolean;
}

export interface Verdict {
  readonly isFlat: boolean;
  readonly findings: readonly Finding[];
  /** Bytes an order adds for ever, over the second half, by table. */
  readonly keptBytesPerOrder: Readonly<Record<string, number>>;
  readonly walBytesPerOrder: number;
}

/** Throws when there are too few samples to tell. */
export const verdictOf = (samples: readonly Sample[]): Verdict => {
  const half = samples.slice(Math.floor(samples.length / 2));
  const [from, to] = [half[0], half.at(-1)];
  if (!from || !to || half.length < 4 || to.orders <= from.orders)
    throw new Error('The run was too short to tell whether anything grows.');
  const series = (of: (sample: Sample) => number) =>
    half.map((sample) => [sample.seconds, of(sample)] as const);
  const tables = Object.keys(to.tableBytes);
  const findings = [
    ...tables.filter(isEmptied).map((table) =>
      finding(
        table,
        series((at) => at.tableBytes[table] ?? 0),
        BOUNDS.tables,
      ),
    ),
    ...Object.keys(to.rssBytes).map((name) =>
      finding(
        `RSS of ${name}`,
        series((at) => at.rssBytes[name] ?? 0),
        BOUNDS.rss,
      ),
    ),
    ...Object.keys(to.openHandles).map((name) =>
      finding(
        `open handles of ${name}`,
        series((at) => at.openHandles[name] ?? 0),
        BOUNDS.handles,
      ),
    ),
    finding(
      'dead rows',
      series((at) => at.deadRows),
      BOUNDS.deadRows,
    ),
    finding('write-ahead log per order', walPerOrder(half), BOUNDS.walPerOrder),
  ];
  const orders = to.orders - from.orders;
  return {
    isFlat: findings.every(({ isFlat }) => isFlat),
    findings,
    keptBytesPerOrder: Object.fromEntries(
      tables
        .filter((table) => !isEmptied(table))
        .map(
          (table) =>
            [
              table,
              Math.round(((to.tableBytes[table] ?? 0) - (from.tableBytes[table] ?? 0)) / orders),
            ] as const,
        )
        .filter(([, bytes]) => bytes > 0),
    ),
    walBytesPerOrder: Math.round((to.walBytes - from.walBytes) / orders),
  };
};

/** Between the samples of each quarter of the half, so that a burst of the load is no slope. */
const walPerOrder = (half: readonly Sample[]): (readonly [number, number])[] => {
  const step = Math.max(1, Math.floor(half.length / 4));
  return half.slice(step).flatMap((sample, at) => {
    const before = half[at];
    return before && sample.orders > before.orders
      ? [[sample.seconds, (sample.walBytes - before.walBytes) / (sample.orders - before.orders)] as const]
      : [];
  });
};

const finding = (
  what: string,
  points: readonly (readonly [number, number])[],
  { share, atLeast }: Bound,
): Finding => {
  const mean = meanOf(points.map(([, value]) => value));
  const seconds = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const growth = slopeOf(points) * seconds;
  const bound = Math.max(atLeast, share * mean);
  return {
    what,
    mean: Math.round(mean),
    growth: Math.round(growth),
    bound: Math.round(bound),
    isFlat: growth <= bound,
  };
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Least squares, per second. */
const slopeOf = (points: readonly (readonly [number, number])[]): number => {
  const [x, y] = [meanOf(points.map(([at]) => at)), meanOf(points.map(([, value]) => value))];
  const squares = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return squares === 0 ? 0 : points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / squares;
};
