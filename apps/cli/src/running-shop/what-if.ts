import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient } from '../api/api-client.js';
import { must } from './refused.js';

/** How often the shop is asked how far it is, and how long an answer is waited for. */
const ASK_EVERY_MS = 500;
const PATIENCE_MS = 6 * 3_600_000;

interface NowAndThen {
  readonly nowParcels: number;
  readonly nowYen: number;
  readonly thenParcels: number;
  readonly thenYen: number;
}

export interface WhatIfAnswer {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly from: string;
  readonly to: string;
  readonly progress: { readonly done: number; readonly of: number };
  readonly savedYen: number;
  readonly savedYenPerMonth: number;
  readonly savedPercent: number;
  readonly figures: {
    readonly compared: number;
    readonly changed: number;
    readonly refusedNow: number;
    readonly refusedThen: number;
    readonly leftToAPerson: number;
    readonly total: NowAndThen;
    readonly packages: Readonly<Record<string, NowAndThen>>;
    readonly services: Readonly<Record<string, NowAndThen>>;
  };
}

/** Asks, waits for the answer and gives it back with its chart. Throws when the shop refuses the question or gives it up. */
export const whatIf = async (
  shop: ApiClient,
  question: object,
  onProgress: (progress: WhatIfAnswer['progress']) => void,
): Promise<{ answer: WhatIfAnswer; chart: string }> => {
  const { whatIfId } = must<{ whatIfId: string }>(
    await shop.send('POST', '/v1/what-if', { json: question }),
    202,
  );
  const path = `/v1/what-if/${whatIfId}`;
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = must<WhatIfAnswer>(await shop.insist('GET', path), 200);
    if (answer.state === 'failed') throw new Error(`the shop could not answer ${whatIfId}; its log says why`);
    if (answer.state === 'done')
      return { answer, chart: must<string>(await shop.insist('GET', `${path}/chart.svg`), 200) };
    onProgress(answer.progress);
    await wait(ASK_EVERY_MS);
  }
  throw new Error(`no answer after ${PATIENCE_MS / 3_600_000} hours; GET ${path} has it later`);
};

/** The answer in a few lines. */
export const whatIfLines = ({ from, to, figures, ...saved }: WhatIfAnswer): string[] => {
  const { total, compared, changed, refusedNow, refusedThen, leftToAPerson } = figures;
  return [
    `${from} to ${to}: ${compared} orders compared, ${changed} would go otherwise`,
    `now ${yen(total.nowYen)}, then ${yen(total.thenYen)}: saves ${yen(saved.savedYen)} (${saved.savedPercent} %), ${yen(saved.savedYenPerMonth)} in an average month`,
    ...sums('by service', figures.services),
    ...sums('by package', figures.packages),
    ...(leftToAPerson > 0
      ? [`${leftToAPerson} orders were left out: a person chose their package or divided them`]
      : []),
    ...(refusedNow + refusedThen > 0
      ? [`not compared: ${refusedNow} refused now, ${refusedThen} refused then`]
      : []),
  ];
};

const yen = (value: number): string => `${value.toLocaleString('en-US')} yen`;

const sums = (title: string, named: Readonly<Record<string, NowAndThen>>): string[] => [
  `${title}:`,
  ...Object.entries(named)
    .sort(([, a], [, b]) => b.thenYen - a.thenYen)
    .map(
      ([name, { nowParcels, nowYen, thenParcels, thenYen }]) =>
        `  ${name.padEnd(24)} ${nowParcels} → ${thenParcels} parcels, ${yen(nowYen)} → ${yen(thenYen)}`,
    ),
];
