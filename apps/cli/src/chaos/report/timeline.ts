import { escaped } from './escape.js';
import type { FaultResult, SeedResult } from './result.js';

/** Pixels of the drawing; it scales with the page. */
const WIDTH = 1_120;
const LEFT = 118;
const RIGHT = 20;
const FAULTS_TOP = 8;
const FAULT_ROW = 22;
const LANES_TOP = FAULTS_TOP + 3 * FAULT_ROW + 10;
const LANE = 74;
const LANE_GAP = 22;
const TICKS_MAX = 14;

/** A lane of the timeline: what is drawn in it and how high its top is. */
interface Lane {
  readonly title: string;
  readonly unit: string;
  readonly top: number;
  readonly draw: (lane: Canvas) => string;
}

interface Canvas {
  readonly x: (atMs: number) => number;
  /** From the lane's foot upwards. */
  readonly y: (value: number) => number;
  readonly foot: number;
}

/** One seed as a picture: what was done to the shop, what its clients saw, what waited, and when it was well again. */
export const timelineOf = (result: SeedResult): string => {
  const endMs = Math.max(
    1_000,
    ...result.samples.map(({ atMs }) => atMs),
    ...result.faults.map(({ healedMs }) => healedMs),
  );
  const x = (atMs: number): number => round(LEFT + (Math.min(atMs, endMs) / endMs) * (WIDTH - LEFT - RIGHT));
  const lanes = lanesOf(result);
  const foot = LANES_TOP + lanes.length * (LANE + LANE_GAP) - LANE_GAP;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${foot + 30}" role="img" aria-label="Timeline of seed ${result.seed}">`,
    ...result.faults.map((fault, at) => faultBand(fault, at, x, foot)),
    ...lanes.map((lane, at) => laneOf(lane, LANES_TOP + at * (LANE + LANE_GAP), x)),
    axis(endMs, foot, x),
    '</svg>',
  ].join('\n');
};

const lanesOf = ({ load, samples }: SeedResult): readonly Lane[] => [
  {
    title: 'orders',
    unit: 'accepted a second',
    top: niceTop(Math.max(...load.map(({ accepted }) => accepted), 1)),
    draw: ({ x, y, foot }) =>
      load
        .map(({ second, accepted }) =>
          bar('ok', x(second * 1_000), x((second + 1) * 1_000), y(accepted), foot),
        )
        .join(''),
  },
  {
    title: 'put off',
    unit: '429, 503 or no answer',
    top: niceTop(Math.max(...load.map(({ putOff }) => putOff), 1)),
    draw: ({ x, y, foot }) =>
      load
        .map(({ second, putOff }) => bar('bad', x(second * 1_000), x((second + 1) * 1_000), y(putOff), foot))
        .join(''),
  },
  {
    title: 'slowest answer',
    unit: 'seconds',
    top: niceTop(Math.max(...load.map(({ slowestMs }) => slowestMs / 1_000), 1)),
    draw: ({ x, y, foot }) =>
      area(
        'slow',
        load.map(({ second, slowestMs }) => [x((second + 0.5) * 1_000), y(slowestMs / 1_000)]),
        foot,
      ),
  },
  {
    title: 'backlog',
    unit: 'facts not yet heard',
    top: niceTop(Math.max(...samples.map(({ backlog }) => backlog ?? 0), 1)),
    draw: ({ x, y, foot }) =>
      area(
        'lag',
        samples.map(({ atMs, backlog }) => [x(atMs), y(backlog ?? 0)]),
        foot,
      ) +
      area(
        'stale',
        samples.map(({ atMs, stale }) => [x(atMs), y(stale ?? 0)]),
        foot,
      ) +
      samples
        .filter(({ backlog }) => backlog === null)
        .map(
          ({ atMs }) =>
            `<circle class="dark" cx="${x(atMs)}" cy="${foot - 3}" r="2"><title>the database did not answer</title></circle>`,
        )
        .join(''),
  },
  {
    title: 'ready',
    unit: 'services of 4',
    top: 4,
    draw: ({ x, y, foot }) =>
      area('ready', steps(samples.map(({ atMs, ready }) => [x(atMs), y(ready)])), foot),
  },
];

/** The band while the fault was at work, and paler until the shop was well again. */
const faultBand = (fault: FaultResult, at: number, x: (atMs: number) => number, foot: number): string => {
  const { kind, target, begunMs, healedMs, recoveryMs, evidence } = fault;
  const [from, to, well] = [x(begunMs), x(healedMs), x(healedMs + (recoveryMs ?? 0))];
  const top = FAULTS_TOP + (at % 3) * FAULT_ROW;
  const hue = `f${at % 6}`;
  const said = `${kind} (${target}): ${evidence.count} ${evidence.what}`;
  return [
    `<g class="fault ${hue}"><title>${escaped(said)}</title>`,
    `<rect class="tail" x="${to}" y="${top}" width="${round(Math.max(0, well - to))}" height="${foot - top}"/>`,
    `<rect class="band" x="${from}" y="${top}" width="${round(Math.max(2, to - from))}" height="${foot - top}"/>`,
    recoveryMs === null ? '' : `<line class="well" x1="${well}" x2="${well}" y1="${top}" y2="${foot}"/>`,
    `<text class="name" x="${from + 5}" y="${top + 14}">${escaped(kind)} <tspan class="target">${escaped(target)}</tspan></text></g>`,
  ].join('');
};

const laneOf = ({ title, unit, top, draw }: Lane, laneTop: number, x: (atMs: number) => number): string => {
  const foot = laneTop + LANE;
  const y = (value: number): number => round(foot - (Math.min(value, top) / top) * LANE);
  return [
    `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${laneTop}" y2="${laneTop}"/>`,
    `<line class="foot" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${foot}" y2="${foot}"/>`,
    draw({ x, y, foot }),
    `<text class="lane" x="0" y="${laneTop + 26}">${title}</text><text class="unit" x="0" y="${laneTop + 41}">${unit.split(' ').length > 3 ? twoLines(unit, laneTop) : unit}</text>`,
    `<text class="top" x="${LEFT - 6}" y="${laneTop + 4}">${top}</text>`,
  ].join('');
};

const twoLines = (unit: string, laneTop: number): string => {
  const words = unit.split(' ');
  const half = Math.ceil(words.length / 2);
  return `${words.slice(0, half).join(' ')}<tspan x="0" y="${laneTop + 54}">${words.slice(half).join(' ')}</tspan>`;
};

const axis = (endMs: number, foot: number, x: (atMs: number) => number): string => {
  const step = [5, 10, 20, 30, 60].find((seconds) => endMs / 1_000 / seconds <= TICKS_MAX) ?? 120;
  return Array.from({ length: Math.floor(endMs / 1_000 / step) + 1 }, (_, at) => at * step)
    .map(
      (second) =>
        `<line class="tick" x1="${x(second * 1_000)}" x2="${x(second * 1_000)}" y1="${foot}" y2="${foot + 5}"/><text class="second" x="${x(second * 1_000)}" y="${foot + 19}">${second} s</text>`,
    )
    .join('');
};

type Point = readonly [x: number, y: number];

const bar = (kind: string, from: number, to: number, top: number, foot: number): string =>
  top >= foot
    ? ''
    : `<rect class="${kind}" x="${from}" y="${top}" width="${round(Math.max(1, to - from - 1))}" height="${round(foot - top)}"/>`;

const area = (kind: string, points: readonly Point[], foot: number): string => {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  const line = points.map(([px, py]) => `${px},${py}`).join(' L');
  return `<path class="${kind} fill" d="M${first[0]},${foot} L${line} L${last[0]},${foot} Z"/><path class="${kind} line" d="M${line}"/>`;
};

/** A value holds until the next look. */
const steps = (points: readonly Point[]): readonly Point[] =>
  points.flatMap((point, at) => {
    const next = points[at + 1];
    return next ? [point, [next[0], point[1]] as const] : [point];
  });

const niceTop = (value: number): number => {
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((each) => each * size).find((each) => each >= value) ?? value;
};

const round = (value: number): number => Math.round(value * 10) / 10;
