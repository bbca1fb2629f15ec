import { escapeXml, shortened, signedYen, yen } from './chart-text.js';
import type { NowAndThen } from './figures.js';

/** One row: what now and then cost. */
export interface Bar extends NowAndThen {
  readonly label: string;
}

const LABEL_WIDTH = 190;
const BARS_WIDTH = 330;
/** Room for the figures behind the longest bar. */
const FIGURES_WIDTH = 150;
const DIFFERENCE_WIDTH = 210;
export const PANEL_WIDTH = LABEL_WIDTH + BARS_WIDTH + FIGURES_WIDTH + DIFFERENCE_WIDTH;

const HEAD_HEIGHT = 44;
const ROW_HEIGHT = 46;
const BAR_HEIGHT = 14;
const LABEL_CHARACTERS_MAX = 24;
/** On each side of the middle of the differences, its figure beside it. */
const DIFFERENCE_BAR_WIDTH = DIFFERENCE_WIDTH / 2 - 8;
const MIDDLE = PANEL_WIDTH - DIFFERENCE_WIDTH / 2;

/** A table of bars: now above then, the difference to the right. */
export const barsPanel = (title: string, bars: readonly Bar[]): { svg: string; height: number } => {
  const scale = BARS_WIDTH / Math.max(1, ...bars.flatMap(({ nowYen, thenYen }) => [nowYen, thenYen]));
  const largest = Math.max(1, ...bars.map(({ nowYen, thenYen }) => Math.abs(thenYen - nowYen)));
  const bottom = HEAD_HEIGHT + Math.max(1, bars.length) * ROW_HEIGHT;
  const svg = [
    `<text y="14" class="panel">${title}</text>`,
    ...legend(),
    `<text x="${MIDDLE}" y="14" text-anchor="middle" class="small muted">difference 差額</text>`,
    ...bars.flatMap((bar, nth) =>
      row(bar, HEAD_HEIGHT + nth * ROW_HEIGHT, scale, DIFFERENCE_BAR_WIDTH / largest),
    ),
    ...(bars.length === 0
      ? [`<text x="${LABEL_WIDTH}" y="${HEAD_HEIGHT + 20}" class="label muted">no parcels 該当なし</text>`]
      : []),
    `<line x1="${LABEL_WIDTH}" y1="${HEAD_HEIGHT - 6}" x2="${LABEL_WIDTH}" y2="${bottom - 4}" class="axis"/>`,
    `<line x1="${MIDDLE}" y1="${HEAD_HEIGHT - 6}" x2="${MIDDLE}" y2="${bottom - 4}" class="axis"/>`,
  ];
  return { svg: svg.join('\n'), height: bottom };
};

/** Beside the title, however wide a font draws it. */
const LEGEND_LEFT = LABEL_WIDTH + 70;

const legend = (): string[] => [
  `<rect x="${LEGEND_LEFT}" y="3" width="12" height="12" rx="2" class="now"/>`,
  `<text x="${LEGEND_LEFT + 18}" y="14" class="small muted">now 現在</text>`,
  `<rect x="${LEGEND_LEFT + 90}" y="3" width="12" height="12" rx="2" class="then"/>`,
  `<text x="${LEGEND_LEFT + 108}" y="14" class="small muted">then 変更後</text>`,
];

const row = (bar: Bar, top: number, scale: number, differenceScale: number): string[] => {
  const difference = bar.thenYen - bar.nowYen;
  const width = Math.abs(difference) * differenceScale;
  const kind = difference <= 0 ? 'less' : 'more';
  const left = difference <= 0 ? MIDDLE - width : MIDDLE;
  // The figure stands on the empty side, so that it never leaves the picture.
  const [figureAt, anchor] = difference < 0 ? [MIDDLE + 8, 'start'] : [MIDDLE - 8, 'end'];
  return [
    `<line x1="0" y1="${top + ROW_HEIGHT - 4}" x2="${PANEL_WIDTH}" y2="${top + ROW_HEIGHT - 4}" class="line"/>`,
    `<text x="${LABEL_WIDTH - 12}" y="${top + 22}" text-anchor="end" class="label">${escapeXml(shortened(bar.label, LABEL_CHARACTERS_MAX))}</text>`,
    ...oneBar('now', bar.nowYen, bar.nowParcels, top + 2, scale),
    ...oneBar('then', bar.thenYen, bar.thenParcels, top + 4 + BAR_HEIGHT, scale),
    `<rect x="${round(left)}" y="${top + 8}" width="${round(width)}" height="18" rx="2" class="${kind}" opacity="0.85"/>`,
    `<text x="${figureAt}" y="${top + 22}" text-anchor="${anchor}" class="number ${difference === 0 ? 'muted' : kind}">${signedYen(difference)}</text>`,
  ];
};

const oneBar = (
  kind: 'now' | 'then',
  value: number,
  parcels: number,
  top: number,
  scale: number,
): string[] => {
  const width = value * scale;
  const said = parcels === 0 ? '–' : `${yen(value)} · ${parcels.toLocaleString('en-US')} 個`;
  return [
    `<rect x="${LABEL_WIDTH}" y="${top}" width="${round(width)}" height="${BAR_HEIGHT}" rx="2" class="${kind}"/>`,
    `<text x="${round(LABEL_WIDTH + width + 6)}" y="${top + 11}" class="number muted">${said}</text>`,
  ];
};

const round = (value: number): number => Math.round(value * 10) / 10;
