import { amendmentsTold } from './amendments-told.js';
import { escaped } from './escape.js';
import { PAGE_STYLE } from './page-style.js';
import { isGreen, type SeedResult } from './result.js';
import type { Summary } from './summary.js';
import { timelineOf } from './timeline.js';

const BROKEN_SHOWN_MAX = 40;

/** The results as one file that needs nothing else: figures, faults by times hit, and a timeline of each seed. */
export const pageOf = (results: readonly SeedResult[], summary: Summary): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Okuru: what it was hurt with and how it held</title><style>${PAGE_STYLE}</style></head><body><main>
<h1>Hurt on purpose</h1>
<p class="lead">Real processes under load, a seeded schedule of faults, then healing, draining and an audit against a ledger outside of every store that was hurt. ${escaped(stoodOn(results))}</p>
<div class="figures">${figures(summary)}</div>
<section><h2>Faults</h2><p class="about">Seen to happen, counted outside of the shop. Well again: every service ready and nothing older than three seconds unheard, from the healing on. Overtaken: the next fault came first, so the time is left out here; in the tables below it is an upper bound.</p>
${tableOf(
  ['fault', 'times hit', 'not seen', 'well again, median', 'worst', 'overtaken', 'never'],
  summary.faults.map((fault) => [
    fault.kind,
    fault.hit,
    fault.missed,
    seconds(fault.recoveryMsMedian),
    seconds(fault.recoveryMsMax),
    fault.overtaken,
    fault.neverWell,
  ]),
)}</section>
${results.map(seedSection).join('\n')}
</main></body></html>
`;

const stoodOn = (results: readonly SeedResult[]): string => {
  const logs = [...new Set(results.map(({ adapter }) => adapter))].map((adapter) =>
    adapter === 'kafka' ? 'Kafka, Redis and PostgreSQL' : 'PostgreSQL alone',
  );
  return logs.length === 0 ? '' : `Four services on ${logs.join(' and on ')}.`;
};

const figures = (summary: Summary): string =>
  [
    figure('seeds green', `${summary.green} of ${summary.seeds}`, summary.red.length > 0 ? 'wrong' : 'zero'),
    figure('orders accepted', summary.accepted),
    ...(
      [
        ['lost', summary.lost],
        ['doubled', summary.doubled],
        ['oversold', summary.oversold],
        ['units leaked', summary.leakedUnits],
        ['out of order', summary.orderRegressions],
      ] as const
    ).map(([name, count]) => figure(name, count, count === 0 ? 'zero' : 'wrong')),
    figure('amended', summary.amended),
    figure('of them accepted', summary.amendmentsAccepted),
    figure('refused', summary.amendmentsRefused),
    figure('duplicates absorbed', summary.duplicatesAbsorbed),
    figure('writes fenced', summary.fencedWrites),
    figure('letters repeated', summary.letterRepeats),
  ].join('');

const figure = (name: string, value: number | string, look = ''): string =>
  `<div class="figure ${look}"><b>${value}</b><span>${name}</span></div>`;

const seedSection = (result: SeedResult): string => `<section>
<h2>Seed ${result.seed} on ${result.adapter}<span class="verdict ${isGreen(result) ? '' : 'red'}">${isGreen(result) ? 'green' : 'red'}</span></h2>
<p class="about">${result.accepted} orders accepted, ${result.dispatched} dispatched, ${result.cancelled} cancelled, ${amendmentsTold(result)}; ${result.duplicatesAbsorbed} duplicates absorbed, ${result.fencedWrites} writes fenced; drained ${seconds(result.drainedMs)} after the last healing; ${result.secondsTotal} s in all; measured at ${escaped(result.revision)}</p>
<div class="scroll">${timelineOf(result)}</div>
${tableOf(
  ['fault', 'target', 'begun', 'healed', 'well again after', 'seen to happen'],
  result.faults.map((fault) => [
    fault.kind,
    fault.target,
    seconds(fault.begunMs),
    seconds(fault.healedMs),
    fault.recoveryMs === null ? 'never' : seconds(fault.recoveryMs),
    `${fault.evidence.count} ${fault.evidence.what}`,
  ]),
)}
${
  result.broken.length === 0
    ? ''
    : `<ul class="broken">${result.broken
        .slice(0, BROKEN_SHOWN_MAX)
        .map((text) => `<li>${escaped(text)}</li>`)
        .join('')}</ul>`
}
</section>`;

const tableOf = (
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => `<div class="scroll"><table>
<tr>${head.map((title) => `<th>${title}</th>`).join('')}</tr>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(String(cell))}</td>`).join('')}</tr>`).join('\n')}</table></div>`;

const seconds = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`);
