import { shaded } from './colours.js';
import { backToFront, facesOf, project, type Body, type Point, type Spot } from './isometric.js';
import { hullOf } from './package-hull.js';
import type { PackingScene, SceneBox } from './scene.js';
import { polygon, text } from './svg.js';

/** How the goods of one view are shown. */
export interface ViewOptions {
  /** Steps up to this one are in the package. */
  readonly upToStep: number;
  /** Steps after this one are new and stand out; the others pale. */
  readonly newAfterStep: number;
}

/** The package with the goods of its first steps. */
export const goodsView = (scene: PackingScene, { upToStep, newAfterStep }: ViewOptions): string => {
  const hull = hullOf(scene);
  const lineMm = Math.max(scene.inner.lengthMm, scene.inner.widthMm, scene.inner.heightMm) / 260;
  const shown = scene.boxes
    .filter(({ step }) => step <= upToStep)
    .map((box) => ({ box, ...envelopeOf(box) }));
  const painted = backToFront(shown).map(({ box }) => box);
  const drawn = painted.map((box) => boxView(box, box.step > newAfterStep, lineMm));
  const numbers = painted.map((box, index) =>
    box.step > newAfterStep ? numberOn(box, painted.slice(index + 1)) : '',
  );
  return hull.behind + drawn.join('') + hull.before + numbers.join('');
};

const bodyOf = (box: SceneBox): Body => envelopeOf({ ...box, paddingMm: 0 });

const envelopeOf = ({ xMm, yMm, zMm, dxMm, dyMm, dzMm, paddingMm: pad }: SceneBox): Body => ({
  from: [xMm - pad, yMm - pad, zMm - pad],
  to: [xMm + dxMm + pad, yMm + dyMm + pad, zMm + dzMm + pad],
});

const boxView = (box: SceneBox, stands: boolean, lineMm: number): string => {
  const colour = stands ? box.colour : shaded(box.colour, 1.72);
  const stroke = { stroke: stands ? '#1f2933' : '#9aa5b1', width: stands ? lineMm * 1.4 : lineMm };
  const { top, front, right } = facesOf(bodyOf(box));
  const faces = [
    polygon(front, { fill: shaded(colour, 0.9), ...stroke }),
    polygon(right, { fill: shaded(colour, 0.74), ...stroke }),
    polygon(top, { fill: shaded(colour, 1.25), ...stroke }),
  ];
  return faces.join('') + cushion(box, lineMm);
};

/** The step, on the face with most room for it whose middle nothing hides; a unit that is hidden has its number in the small views. */
const numberOn = (box: SceneBox, paintedLater: readonly SceneBox[]): string => {
  const { dxMm, dyMm, dzMm, step } = box;
  const { top, front, right } = facesOf(bodyOf(box));
  const later = paintedLater.flatMap((one) => Object.values(facesOf(bodyOf(one))));
  const faces = [
    { middle: middleOf(top), roomMm: Math.min(dxMm, dyMm), prefer: 1 },
    { middle: middleOf(front), roomMm: Math.min(dxMm, dzMm), prefer: 0.8 },
    { middle: middleOf(right), roomMm: Math.min(dyMm, dzMm), prefer: 0.8 },
  ].sort((a, b) => b.roomMm * b.prefer - a.roomMm * a.prefer);
  const face = faces.find(({ middle }) => !later.some((other) => covers(other.map(project), middle)));
  if (!face) return '';
  const digits = String(step);
  const sizeMm = face.roomMm * Math.min(0.55, 1 / digits.length);
  const [x, y] = face.middle;
  return text([x, y + sizeMm * 0.35], digits, { sizeMm, anchor: 'middle', bold: true, rim: true });
};

/** Whether the convex piece of paper has the spot in it. */
const covers = (corners: readonly Spot[], [x, y]: Spot): boolean => {
  const turns = corners.map(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length]!;
    return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
  });
  return turns.every((turn) => turn > 0) || turns.every((turn) => turn < 0);
};

/** Filler round a unit that breaks. */
const cushion = (box: SceneBox, lineMm: number): string => {
  if (box.paddingMm === 0) return '';
  const paint = {
    fill: '#ffffff',
    opacity: 0.25,
    stroke: '#52606d',
    width: lineMm * 0.8,
    dash: `${Math.round(lineMm * 400) / 100}`,
  };
  const { top, front, right } = facesOf(envelopeOf(box));
  return [front, right, top].map((face) => polygon(face, paint)).join('');
};

const middleOf = (points: readonly Point[]): Spot => {
  const spots = points.map(project);
  const [x, y] = [0, 1].map((axis) => spots.reduce((sum, spot) => sum + spot[axis]!, 0) / spots.length);
  return [x!, y!];
};
