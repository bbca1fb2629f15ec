import { goodsView } from './goods-view.js';
import { project, type Point, type Spot } from './isometric.js';
import { legendOf } from './legend.js';
import type { PackingScene } from './scene.js';
import { escaped, short, text } from './svg.js';

/** Small views under the picture at most; with more units than that, several go in from one view to the next. */
export const STRIP_VIEWS_MAX = 12;
const STRIP_COLUMNS = 6;
const VIEW_WIDTH = 620;
const VIEW_HEIGHT = 460;
const LEGEND_WIDTH = 300;
const MARGIN = 20;
const HEAD = 56;
const STRIP_HEIGHT = 150;

/**
 * An SVG of one closed package for whoever packs it: a large view with every unit numbered in placing order, what the numbers and
 * colours mean, and below it the same step by step. Seen from the right front above; the origin is the left corner.
 */
export const packingPicture = (scene: PackingScene): string => {
  const legend = legendOf(scene);
  const steps = stripSteps(scene.boxes.length);
  const rows = Math.ceil(steps.length / STRIP_COLUMNS);
  const width = VIEW_WIDTH + LEGEND_WIDTH + 3 * MARGIN;
  const viewHeight = Math.max(VIEW_HEIGHT, legend.height);
  const height = HEAD + viewHeight + (rows > 0 ? rows * STRIP_HEIGHT + MARGIN : 0) + MARGIN;
  const last = scene.boxes.length;
  const whole = goodsView(scene, { upToStep: last, newAfterStep: 0 });
  const cell = (width - 2 * MARGIN) / STRIP_COLUMNS;
  const strip = steps.map((step, index) => {
    const before = steps[index - 1] ?? 0;
    const x = MARGIN + (index % STRIP_COLUMNS) * cell;
    const y = HEAD + viewHeight + MARGIN + Math.floor(index / STRIP_COLUMNS) * STRIP_HEIGHT;
    const view = goodsView(scene, { upToStep: step, newAfterStep: before });
    const name = before + 1 === step ? `${step}` : `${before + 1}–${step}`;
    return (
      text([x + 4, y + 16], name, { sizeMm: 15, bold: true }) +
      placed(view, scene, x, y + 8, cell - 8, STRIP_HEIGHT - 16)
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}" height="${short(height)}" role="img" font-family="'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', Arial, sans-serif" stroke-linejoin="round">`,
    `<title>${escaped(titleOf(scene))}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text([MARGIN, 30], scene.packageCode, { sizeMm: 22, bold: true }),
    text([MARGIN, 49], factsOf(scene), { sizeMm: 13, colour: '#52606d' }),
    placed(whole, scene, MARGIN, HEAD, VIEW_WIDTH, viewHeight),
    `<g transform="translate(${VIEW_WIDTH + 2 * MARGIN} ${HEAD})">${legend.svg}</g>`,
    ...strip,
    '</svg>',
  ].join('');
};

const sizeText = ({ lengthMm, widthMm, heightMm }: PackingScene['outer']): string =>
  `${short(lengthMm)} × ${short(widthMm)} × ${short(heightMm)} mm`;

const factsOf = ({ kind, outer, grossWeightGrams, boxes }: PackingScene): string =>
  `${kind} · ${sizeText(outer)} · ${short(grossWeightGrams)} g · n = ${boxes.length}`;

const titleOf = (scene: PackingScene): string => `${scene.packageCode}: ${factsOf(scene)}`;

/** The last step of each small view. */
const stripSteps = (units: number): number[] => {
  const views = Math.min(units, STRIP_VIEWS_MAX);
  return Array.from({ length: views }, (_, view) => Math.ceil(((view + 1) * units) / views));
};

/** The view scaled into a rectangle of the paper. */
const placed = (
  view: string,
  scene: PackingScene,
  x: number,
  y: number,
  width: number,
  height: number,
): string => {
  const [left, top, right, bottom] = extentOf(scene);
  const scale = Math.min(width / (right - left), height / (bottom - top));
  const dx = x + (width - scale * (right - left)) / 2 - scale * left;
  const dy = y + (height - scale * (bottom - top)) / 2 - scale * top;
  return `<g transform="translate(${short(dx)} ${short(dy)}) scale(${scale.toFixed(5)})">${view}</g>`;
};

/** Paper that the package takes, its flaps and lips included. */
const extentOf = ({ inner, kind, unfoldedHeightMm }: PackingScene): [number, number, number, number] => {
  const { lengthMm: l, widthMm: w, heightMm: h } = inner;
  const isSoft = kind === 'mailer-bag' || kind === 'padded-envelope';
  const flap = kind === 'own-box' ? 0 : isSoft ? h / 2 : Math.min(l, w) * 0.22;
  const lip = isSoft ? Math.max(l, w) * 0.12 : 0;
  const spots: Spot[] = [0, Math.max(h, unfoldedHeightMm)].flatMap((z) =>
    [-flap, l + (isSoft ? flap : 0) + lip].flatMap((x) =>
      [isSoft ? -flap : 0, w + flap].map((y): Spot => project([x, y, z] as Point)),
    ),
  );
  const xs = spots.map(([x]) => x);
  const ys = spots.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};
