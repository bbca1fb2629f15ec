import type { Repriced, RepricedParcel } from './reprice.js';

/** Parcels and their yen under both tables. */
export interface NowAndThen {
  readonly nowParcels: number;
  readonly nowYen: number;
  readonly thenParcels: number;
  readonly thenYen: number;
}

/** An order that would go otherwise. */
export interface ChangedOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly now: readonly RepricedParcel[];
  readonly then: readonly RepricedParcel[];
  /** Above 0: the alternative is cheaper. */
  readonly savedYen: number;
}

/** What is known so far; answers are added one by one, so that a run can stop anywhere and go on. */
export interface WhatIfFigures {
  /** Questions answered. */
  readonly done: number;
  /** Refused under one table or both, and so compared with nothing. */
  readonly refusedNow: number;
  readonly refusedThen: number;
  readonly leftToAPerson: number;
  /** Answered under both tables; everything below is about these. */
  readonly compared: number;
  /** Other packages or another service. */
  readonly changed: number;
  readonly dearer: number;
  readonly cheaper: number;
  /** What the parcels were planned at when they were; null were counted in `unplanned`. */
  readonly plannedYen: number;
  readonly unplanned: number;
  readonly total: NowAndThen;
  readonly packages: Readonly<Record<string, NowAndThen>>;
  readonly services: Readonly<Record<string, NowAndThen>>;
  /** Those with the largest difference, at most `CHANGES_SHOWN_MAX`. */
  readonly changes: readonly ChangedOrder[];
}

export const CHANGES_SHOWN_MAX = 50;

const NONE: NowAndThen = { nowParcels: 0, nowYen: 0, thenParcels: 0, thenYen: 0 };
export const NO_FIGURES: WhatIfFigures = {
  ...{ done: 0, refusedNow: 0, refusedThen: 0, leftToAPerson: 0, compared: 0, changed: 0, dearer: 0 },
  ...{ cheaper: 0, plannedYen: 0, unplanned: 0, total: NONE, packages: {}, services: {}, changes: [] },
};

export const addAnswer = (figures: WhatIfFigures, answer: Repriced): WhatIfFigures => {
  const done = figures.done + 1;
  if (answer.leftToAPerson) return { ...figures, done, leftToAPerson: figures.leftToAPerson + 1 };
  const { now, then } = answer;
  if (!now || !then) {
    const refusedNow = figures.refusedNow + (now ? 0 : 1);
    return { ...figures, done, refusedNow, refusedThen: figures.refusedThen + (then ? 0 : 1) };
  }
  const savedYen = yenOf(now) - yenOf(then);
  const isChanged = waysOf(now) !== waysOf(then);
  return {
    ...figures,
    done,
    compared: figures.compared + 1,
    changed: figures.changed + (isChanged ? 1 : 0),
    cheaper: figures.cheaper + (savedYen > 0 ? 1 : 0),
    dearer: figures.dearer + (savedYen < 0 ? 1 : 0),
    plannedYen: figures.plannedYen + (answer.plannedYen ?? 0),
    unplanned: figures.unplanned + (answer.plannedYen === null ? 1 : 0),
    total: sum(figures.total, bothOf(now, then)),
    packages: addBy(figures.packages, now, then, ({ packageCode }) => packageCode),
    services: addBy(figures.services, now, then, ({ service }) => service),
    changes: isChanged || savedYen !== 0 ? withChange(figures.changes, answer, now, then) : figures.changes,
  };
};

const yenOf = (parcels: readonly RepricedParcel[]): number => parcels.reduce((all, { yen }) => all + yen, 0);
const waysOf = (parcels: readonly RepricedParcel[]): string =>
  parcels
    .map(({ packageCode, service }) => `${packageCode} ${service}`)
    .sort()
    .join('\n');

const bothOf = (now: readonly RepricedParcel[], then: readonly RepricedParcel[]): NowAndThen => ({
  ...{ nowParcels: now.length, nowYen: yenOf(now), thenParcels: then.length, thenYen: yenOf(then) },
});

const sum = (a: NowAndThen, b: NowAndThen): NowAndThen => ({
  nowParcels: a.nowParcels + b.nowParcels,
  nowYen: a.nowYen + b.nowYen,
  thenParcels: a.thenParcels + b.thenParcels,
  thenYen: a.thenYen + b.thenYen,
});

const addBy = (
  sums: WhatIfFigures['packages'],
  now: readonly RepricedParcel[],
  then: readonly RepricedParcel[],
  nameOf: (parcel: RepricedParcel) => string,
): WhatIfFigures['packages'] => {
  const added = new Map(Object.entries(sums));
  for (const name of new Set([...now, ...then].map(nameOf))) {
    const named = (parcels: readonly RepricedParcel[]) => parcels.filter((one) => nameOf(one) === name);
    added.set(name, sum(added.get(name) ?? NONE, bothOf(named(now), named(then))));
  }
  return Object.fromEntries(added);
};

const withChange = (
  changes: readonly ChangedOrder[],
  { orderId, reference }: Repriced,
  now: readonly RepricedParcel[],
  then: readonly RepricedParcel[],
): ChangedOrder[] =>
  [...changes, { orderId, reference, now, then, savedYen: yenOf(now) - yenOf(then) }]
    .sort((a, b) => Math.abs(b.savedYen) - Math.abs(a.savedYen))
    .slice(0, CHANGES_SHOWN_MAX);

const DAYS_PER_MONTH = 365.25 / 12;
const DAY_MS = 86_400_000;

/** What the alternative saves, in the period and at that pace in an average month; below 0 it costs more. */
export const savingsOf = (
  { total }: WhatIfFigures,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly savedYen: number; readonly savedYenPerMonth: number; readonly savedPercent: number } => {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const savedYen = total.nowYen - total.thenYen;
  return {
    savedYen,
    savedYenPerMonth: Math.round((savedYen / days) * DAYS_PER_MONTH),
    savedPercent: total.nowYen === 0 ? 0 : Math.round((savedYen / total.nowYen) * 1_000) / 10,
  };
};
