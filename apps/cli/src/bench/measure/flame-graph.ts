import { isOurs, isWork, partOf, type CallFrame, type CpuProfile, type ProfileNode } from './cpu-profile.js';

/** One bar: so many microseconds were spent in it and in what stands on it. */
interface Bar {
  readonly label: string;
  micros: number;
  readonly above: Map<string, Bar>;
}

const WIDTH = 1_200;
const BAR_HEIGHT = 17;
const TITLE_HEIGHT = 28;
/** Narrower bars could not be seen; what stands on them neither. Pixels. */
const NARROWEST = 1.5;
const LETTER_WIDTH = 6.2;

/**
 * A CPU profile as a picture (SVG), the thread's idle time left out: callers below, what they call above, as wide as its
 * share. Each function of the project has a bar; a library and what it calls inside itself is one bar, so that the
 * picture shows who spends and not how promises are made. Point at a bar to read its name and share.
 */
export const flameGraph = (profile: CpuProfile, title: string): string => {
  const ground = grow(profile);
  const bars = [...drawn(ground, 0, 0, ground.micros)];
  const height = TITLE_HEIGHT + (Math.max(0, ...bars.map(({ level }) => level)) + 1) * BAR_HEIGHT + 4;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10">`,
    `<rect width="100%" height="100%" fill="#fff"/><text x="6" y="18" font-size="13">${escaped(title)}</text>`,
    ...bars.map((bar) => picture(bar, height, ground.micros)),
    '</svg>\n',
  ].join('\n');
};

const grow = (profile: CpuProfile): Bar => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const callers = new Map<number, ProfileNode>();
  for (const node of profile.nodes) for (const called of node.children ?? []) callers.set(called, node);
  const ground: Bar = { label: 'all', micros: 0, above: new Map() };
  profile.samples.forEach((id, at) => {
    const micros = profile.timeDeltas[at] ?? 0;
    const top = nodes.get(id);
    if (!top || !isWork(top.callFrame)) return;
    let bar = ground;
    bar.micros += micros;
    for (const label of labelsUpTo(top, callers)) {
      if (label === bar.label) continue;
      const next = bar.above.get(label) ?? { label, micros: 0, above: new Map() };
      bar.above.set(label, next);
      next.micros += micros;
      bar = next;
    }
  });
  return ground;
};

/** From the outermost caller that is no machinery to the function that was running; the part of the first below it. */
const labelsUpTo = (top: ProfileNode, callers: ReadonlyMap<number, ProfileNode>): string[] => {
  const frames: CallFrame[] = [];
  for (let node: ProfileNode | undefined = top; node; node = callers.get(node.id)) {
    if (isWork(node.callFrame)) frames.push(node.callFrame);
  }
  frames.reverse();
  const first = frames.findIndex((frame) => !isMachinery(partOf(frame)));
  if (first < 0) return frames.slice(-1).map(labelOf);
  return [partOf(frames[first]!), ...frames.slice(first).map(labelOf)];
};

/** Node and the engine: whoever was awaited continues from there. */
const isMachinery = (part: string): boolean =>
  part.startsWith('node:') || part.startsWith('(') || part === 'V8';

const labelOf = (frame: CallFrame): string =>
  isOurs(frame) && frame.functionName ? `${frame.functionName} (${partOf(frame)})` : partOf(frame);

interface DrawnBar {
  readonly label: string;
  readonly micros: number;
  /** Pixels from the left. */
  readonly from: number;
  readonly width: number;
  readonly level: number;
}

function* drawn(bar: Bar, from: number, level: number, all: number): Generator<DrawnBar> {
  const width = (bar.micros / all) * WIDTH;
  if (!(width >= NARROWEST)) return;
  yield { label: bar.label, micros: bar.micros, from, width, level };
  let left = from;
  for (const above of [...bar.above.values()].sort((a, b) => b.micros - a.micros)) {
    yield* drawn(above, left, level + 1, all);
    left += (above.micros / all) * WIDTH;
  }
}

const picture = ({ label, micros, from, width, level }: DrawnBar, height: number, all: number): string => {
  const top = height - (level + 1) * BAR_HEIGHT - 2;
  const letters = Math.floor((width - 6) / LETTER_WIDTH);
  const text = letters < 3 ? '' : label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
  return (
    `<g><title>${escaped(label)}: ${((micros / all) * 100).toFixed(1)} %</title>` +
    `<rect x="${from.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${BAR_HEIGHT - 1}" fill="${colourOf(label)}"/>` +
    `${text && `<text x="${(from + 3).toFixed(1)}" y="${top + 12}">${escaped(text)}</text>`}</g>`
  );
};

/** Ours warm, libraries cool, the engine and Node grey. */
const colourOf = (label: string): string => {
  if (label.includes('libs/')) return '#f4b860';
  if (isMachinery(label) || label === 'all') return '#d8d8d8';
  return '#9cc5e8';
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
