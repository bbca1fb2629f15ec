import { escaped } from '../chaos/report/escape.js';
import { PAGE_STYLE } from '../chaos/report/page-style.js';
import type { Sample } from './sample.js';
import { isEmptied, type Verdict } from './verdict.js';

const WIDTH = 1100;
const HEIGHT = 150;
const LEFT = 80;

/** A page with a chart of each thing that must be flat; the second half, which is judged, is shaded. */
export const soakPage = (samples: readonly Sample[], verdict: Verdict, about: string): string => {
  const sum = (sample: Sample, wanted: boolean): number =>
    Object.entries(sample.tableBytes).reduce(
      (all, [name, bytes]) => all + (isEmptied(name) === wanted ? bytes : 0),
      0,
    );
  const names = Object.keys(samples.at(-1)?.rssBytes ?? {});
  const charts = [
    chart('Tables that are emptied again, MB', samples, (at) => sum(at, true) / 1024 ** 2),
    chart('Tables that keep their rows, MB', samples, (at) => sum(at, false) / 1024 ** 2),
    chart('Dead rows', samples, (at) => at.deadRows),
    ...names.map((name) =>
      chart(`RSS of ${name}, MB`, samples, (at) => (at.rssBytes[name] ?? 0) / 1024 ** 2),
    ),
    ...names.map((name) => chart(`Open handles of ${name}`, samples, (at) => at.openHandles[name] ?? 0)),
    chart('Write-ahead log, MB', samples, (at) => at.walBytes / 1024 ** 2),
    chart('Orders accepted', samples, (at) => at.orders),
  ];
  const rows = verdict.findings.map(
    ({ what, mean, growth, bound, isFlat }) =>
      `<tr><td>${escaped(what)}</td><td class="n">${mean}</td><td class="n">${growth}</td><td class="n">${bound}</td><td>${isFlat ? 'flat' : '<b>grows</b>'}</td></tr>`,
  );
  const mark = `<span class="verdict${verdict.isFlat ? '' : ' red'}">${verdict.isFlat ? 'flat' : 'grows'}</span>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Soak run</title><style>${PAGE_STYLE}</style><main>
<h1>Soak run ${mark}</h1><p class="lead">${escaped(about)}</p><section>${charts.join('')}</section>
<section class="scroll"><table><tr><th>what</th><th class="n">mean</th><th class="n">growth</th><th class="n">bound</th><th></th></tr>${rows.join('')}</table></section></main></html>\n`;
};

const chart = (title: string, samples: readonly Sample[], of: (sample: Sample) => number): string => {
  const values = samples.map(of);
  const [top, end] = [Math.max(1, ...values), Math.max(1, samples.at(-1)?.seconds ?? 1)];
  const x = (seconds: number): string => (LEFT + (seconds / end) * (WIDTH - LEFT)).toFixed(1);
  const y = (value: number): string => (HEIGHT - 20 - (value / top) * (HEIGHT - 50)).toFixed(1);
  const points = samples.map((sample) => `${x(sample.seconds)},${y(of(sample))}`).join(' ');
  const middle = samples[Math.floor(samples.length / 2)]?.seconds ?? 0;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}"><text class="lane" x="0" y="14">${escaped(title)}</text>
<rect class="fill lag" x="${x(middle)}" y="24" width="${WIDTH - Number(x(middle))}" height="${HEIGHT - 44}" style="opacity:.08"/>
<text class="top" x="${LEFT - 8}" y="34">${top.toFixed(0)}</text><text class="top" x="${LEFT - 8}" y="${HEIGHT - 20}">0</text><line class="foot" x1="${LEFT}" x2="${WIDTH}" y1="${HEIGHT - 20}" y2="${HEIGHT - 20}"/>
<polyline class="lag line" points="${points}"/><text class="second" x="${WIDTH - 20}" y="${HEIGHT - 4}">${end} s</text></svg>`;
};
