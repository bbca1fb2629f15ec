import { type FaultResult, isGreen, type SeedResult } from './result.js';

export interface FaultSummary {
  readonly kind: string;
  /** Faults that were seen to happen. */
  readonly hit: number;
  /** Planned and done, and not seen to happen. */
  readonly missed: number;
  /** Of those after which the shop was well before the next fault began. */
  readonly recoveryMsMedian: number | null;
  readonly recoveryMsMax: number | null;
  /** The next fault came before the shop was well again, so nothing can be said of this one alone. */
  readonly overtaken: number;
  /** After which the shop was never seen well again. */
  readonly neverWell: number;
}

export interface Summary {
  readonly seeds: number;
  readonly green: number;
  readonly red: readonly number[];
  readonly accepted: number;
  readonly amended: number;
  readonly amendmentsAccepted: number;
  readonly amendmentsRefused: number;
  readonly lost: number;
  readonly doubled: number;
  readonly oversold: number;
  readonly leakedUnits: number;
  readonly orderRegressions: number;
  readonly duplicatesAbsorbed: number;
  readonly fencedWrites: number;
  readonly letterRepeats: number;
  readonly faults: readonly FaultSummary[];
}

/** All seeds together; kinds of fault that never came up are there with 0. */
export const summaryOf = (results: readonly SeedResult[], kinds: readonly string[]): Summary => {
  const sum = (of: (result: SeedResult) => number): number =>
    results.reduce((all, each) => all + of(each), 0);
  return {
    seeds: results.length,
    green: results.filter(isGreen).length,
    red: results.filter((result) => !isGreen(result)).map(({ seed }) => seed),
    accepted: sum((each) => each.accepted),
    amended: sum((each) => each.amended),
    amendmentsAccepted: sum((each) => each.amendmentsAccepted),
    amendmentsRefused: sum((each) => each.amendmentsRefused),
    lost: sum((each) => each.lost),
    doubled: sum((each) => each.doubled),
    oversold: sum((each) => each.oversold),
    leakedUnits: sum((each) => each.leakedUnits),
    orderRegressions: sum((each) => each.orderRegressions),
    duplicatesAbsorbed: sum((each) => each.duplicatesAbsorbed),
    fencedWrites: sum((each) => each.fencedWrites),
    letterRepeats: sum((each) => each.letterRepeats),
    faults: kinds.map((kind) => faultSummary(results, kind)),
  };
};

const faultSummary = (results: readonly SeedResult[], kind: string): FaultSummary => {
  const all = results.flatMap(withTimeLeft).filter(({ fault }) => fault.kind === kind);
  const healing = all.flatMap(({ fault: { recoveryMs }, leftMs }) =>
    recoveryMs === null ? [] : [{ recoveryMs, isOvertaken: recoveryMs > leftMs }],
  );
  const alone = healing
    .flatMap(({ recoveryMs, isOvertaken }) => (isOvertaken ? [] : [recoveryMs]))
    .sort((a, b) => a - b);
  return {
    kind,
    hit: all.filter(({ fault }) => fault.evidence.count > 0).length,
    missed: all.filter(({ fault }) => fault.evidence.count === 0).length,
    recoveryMsMedian: alone[Math.floor((alone.length - 1) / 2)] ?? null,
    recoveryMsMax: alone.at(-1) ?? null,
    overtaken: healing.length - alone.length,
    neverWell: all.length - healing.length,
  };
};

/** Each fault with the time from its healing to the next fault. */
const withTimeLeft = ({ faults }: SeedResult): readonly { fault: FaultResult; leftMs: number }[] =>
  faults.map((fault, at) => ({
    fault,
    leftMs: (faults[at + 1]?.begunMs ?? Number.POSITIVE_INFINITY) - fault.healedMs,
  }));
