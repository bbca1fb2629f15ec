import type { PackingScene, SceneBox } from './scene.js';
import { short, text } from './svg.js';

const LINE = 34;
/** Letters of a label that have room beside their colour. */
const LABEL_LETTERS_MAX = 26;

/** Runs of steps that have room on a line. */
const RUNS_MAX = 4;

/** What the colours and numbers mean: one line for each sku, in the order in which it is first needed. */
export const legendOf = ({ boxes }: PackingScene): { readonly svg: string; readonly height: number } => {
  const bySku = new Map<string, SceneBox[]>();
  for (const box of boxes) bySku.set(box.sku, [...(bySku.get(box.sku) ?? []), box]);
  const lines = [...bySku.values()].map((units, index) => {
    const [{ colour, label }] = units as [SceneBox];
    const y = index * LINE;
    return [
      `<rect x="0" y="${y + 2}" width="20" height="20" rx="3" fill="${colour}" stroke="#1f2933"/>`,
      text([30, y + 12], `${shortened(label)} × ${units.length}`, { sizeMm: 14, bold: true }),
      text([30, y + 27], `${runsOf(units)} · ${sidesOf(units)}`, { sizeMm: 11, colour: '#52606d' }),
    ].join('');
  });
  return { svg: lines.join(''), height: lines.length * LINE };
};

const shortened = (label: string): string => {
  const letters = [...label];
  return letters.length > LABEL_LETTERS_MAX ? `${letters.slice(0, LABEL_LETTERS_MAX - 1).join('')}…` : label;
};

/** Steps as runs: 1–3, 7. */
const runsOf = (units: readonly SceneBox[]): string => {
  const runs: [first: number, last: number][] = [];
  for (const { step } of units) {
    const run = runs.at(-1);
    if (run && run[1] === step - 1) run[1] = step;
    else runs.push([step, step]);
  }
  const words = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `#${words.slice(0, RUNS_MAX).join(', ')}${words.length > RUNS_MAX ? ' …' : ''}`;
};

/** The first two sizes in which the units lie: folded, pressed or turned ones have another. */
const sidesOf = (units: readonly SceneBox[]): string => {
  const sizes = units.map(({ dxMm, dyMm, dzMm }) => `${short(dxMm)} × ${short(dyMm)} × ${short(dzMm)}`);
  return `${[...new Set(sizes)].slice(0, 2).join(' / ')} mm`;
};
