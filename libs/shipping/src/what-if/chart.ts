import { barsPanel, PANEL_WIDTH, type Bar } from './chart-bars.js';
import { escapeXml, signedYen, yen } from './chart-text.js';
import type { NowAndThen, WhatIfFigures } from './figures.js';

/** What the chart shows of an answered question. */
export interface ChartedWhatIf extends Pick<WhatIfFigures, 'packages' | 'services' | 'compared' | 'changed'> {
  readonly from: string;
  readonly to: string;
  readonly figures: Pick<WhatIfFigures, 'total'>;
  readonly savedYen: number;
  readonly savedYenPerMonth: number;
  readonly savedPercent: number;
}

/** Rows of one panel; what is smaller is added up. */
const ROWS_MAX = 12;
const MARGIN = 40;
const WIDTH = PANEL_WIDTH + 2 * MARGIN;
const HEAD_HEIGHT = 176;
const GAP = 36;

const STYLE = `
  text { font-family: system-ui, -apple-system, 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif; fill: #1f2933; }
  .title { font-size: 22px; font-weight: 700; } .muted { fill: #627282; } .small { font-size: 12px; }
  .label { font-size: 13px; } .panel { font-size: 15px; font-weight: 700; } .figure { font-size: 21px; font-weight: 700; }
  .number { font-size: 12px; font-variant-numeric: tabular-nums; } .now { fill: #a9b4c0; } .then { fill: #0f766e; }
  .saved, .less { fill: #15803d; } .more { fill: #b45309; } .dearer { fill: #b91c1c; } .line { stroke: #e3e8ee; stroke-width: 1; } .axis { stroke: #9aa5b1; stroke-width: 1; }`;

/** Now against then, by service and by package, with the difference beside it: one picture, no script, nothing from elsewhere. */
export const chartSvg = (whatIf: ChartedWhatIf): string => {
  const services = barsPanel('By service サービス別', barsOf(whatIf.services));
  const packages = barsPanel('By package 箱別', barsOf(whatIf.packages));
  const packagesTop = HEAD_HEIGHT + services.height + GAP;
  const height = packagesTop + packages.height + MARGIN;
  const said = `${whatIf.from} – ${whatIf.to}: ${yen(whatIf.figures.total.nowYen)} now, ${yen(whatIf.figures.total.thenYen)} then`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    `<title>${escapeXml(`What if, ${said}`)}</title><style>${STYLE}</style>`,
    `<rect width="${WIDTH}" height="${height}" rx="12" fill="#ffffff"/>`,
    ...head(whatIf),
    `<g transform="translate(${MARGIN} ${HEAD_HEIGHT})">${services.svg}</g>`,
    `<g transform="translate(${MARGIN} ${packagesTop})">${packages.svg}</g>`,
    '</svg>',
  ].join('\n');
};

const head = (whatIf: ChartedWhatIf): string[] => {
  const { total } = whatIf.figures;
  const kind = whatIf.savedYen >= 0 ? 'saved' : 'dearer';
  const percent = `${whatIf.savedPercent > 0 ? '−' : '+'}${Math.abs(whatIf.savedPercent)} %`;
  const figures: [string, string, string][] = [
    ['Now 現在', yen(total.nowYen), ''],
    ['Then 変更後', yen(total.thenYen), ''],
    [
      'Difference 差額',
      `${signedYen(-whatIf.savedYen)}  (${whatIf.savedPercent === 0 ? '0 %' : percent})`,
      kind,
    ],
    ['Per average month 月あたり', signedYen(-whatIf.savedYenPerMonth), kind],
  ];
  const places = [0, 190, 380, 680];
  return [
    `<text x="${MARGIN}" y="52" class="title">What if もしも</text>`,
    `<text x="${MARGIN}" y="76" class="label muted">${whatIf.from} – ${whatIf.to} · ${count(whatIf.compared)} orders compared 件を比較 · ${count(whatIf.changed)} would go otherwise 件が変わる</text>`,
    ...figures.flatMap(([name, value, className], nth) => [
      `<text x="${MARGIN + places[nth]!}" y="112" class="small muted">${name}</text>`,
      `<text x="${MARGIN + places[nth]!}" y="140" class="figure ${className}">${escapeXml(value)}</text>`,
    ]),
  ];
};

const count = (value: number): string => value.toLocaleString('en-US');

/** The largest first. */
const barsOf = (sums: Readonly<Record<string, NowAndThen>>): Bar[] => {
  const bars = Object.entries(sums)
    .map(([label, sum]): Bar => ({ label, ...sum }))
    .sort(
      (a, b) => Math.max(b.nowYen, b.thenYen) - Math.max(a.nowYen, a.thenYen) || (a.label < b.label ? -1 : 1),
    );
  const rest = bars.slice(ROWS_MAX - 1);
  return rest.length > 1 ? [...bars.slice(0, ROWS_MAX - 1), addedUp(rest)] : bars;
};

const addedUp = (bars: readonly Bar[]): Bar => ({
  label: `${bars.length} others その他`,
  nowParcels: bars.reduce((sum, { nowParcels }) => sum + nowParcels, 0),
  nowYen: bars.reduce((sum, { nowYen }) => sum + nowYen, 0),
  thenParcels: bars.reduce((sum, { thenParcels }) => sum + thenParcels, 0),
  thenYen: bars.reduce((sum, { thenYen }) => sum + thenYen, 0),
});
