import type { SceneBox } from '../../../shared/parcels/scene.js';

/** A point of the package, mm: x to the right, y to the back, z up. */
type Point = readonly [x: number, y: number, z: number];
/** A point of the picture; y points down. */
export type Spot = readonly [x: number, y: number];

const COS_30 = Math.sqrt(3) / 2;
const SIN_30 = 0.5;

/** Seen from the right front above, one millimetre as one unit. */
export const project = ([x, y, z]: Point): Spot => [(x + y) * COS_30, (x - y) * SIN_30 - z];

type Body = Pick<SceneBox, 'xMm' | 'yMm' | 'zMm' | 'dxMm' | 'dyMm' | 'dzMm'>;

/** The three faces of a body that one sees. */
export const facesOf = ({ xMm: x, yMm: y, zMm: z, dxMm, dyMm, dzMm }: Body) => {
  const [x2, y2, z2] = [x + dxMm, y + dyMm, z + dzMm];
  return {
    top: spots([x, y, z2], [x2, y, z2], [x2, y2, z2], [x, y2, z2]),
    front: spots([x, y, z], [x2, y, z], [x2, y, z2], [x, y, z2]),
    right: spots([x2, y, z], [x2, y2, z], [x2, y2, z2], [x2, y, z2]),
  };
};

/** The floor and the two walls behind the goods. */
export const wallsOf = (inside: Body) => {
  const { dxMm: l, dyMm: w, dzMm: h } = inside;
  return {
    floor: spots([0, 0, 0], [l, 0, 0], [l, w, 0], [0, w, 0]),
    left: spots([0, 0, 0], [0, w, 0], [0, w, h], [0, 0, h]),
    back: spots([0, w, 0], [l, w, 0], [l, w, h], [0, w, h]),
  };
};

const spots = (...points: readonly Point[]): readonly Spot[] => points.map(project);

/** In an order in which each may be painted over those before it. No two may overlap. */
export const backToFront = <T extends Body>(bodies: readonly T[]): T[] => {
  const waiting = [...bodies];
  const painted: T[] = [];
  // bound: the bodies, of which each turn paints one
  while (waiting.length > 0) {
    const free = waiting.findIndex((one) => waiting.every((other) => other === one || !hides(one, other)));
    painted.push(...waiting.splice(Math.max(0, free), 1));
  }
  return painted;
};

/** Whether `a` lies towards the eye from `b`, and in no way the other way round. */
const hides = (a: Body, b: Body): boolean => isTowardsTheEye(a, b) && !isTowardsTheEye(b, a);

const ROUNDING_MM = 1e-6;
const isTowardsTheEye = (a: Body, b: Body): boolean =>
  a.xMm >= b.xMm + b.dxMm - ROUNDING_MM ||
  a.yMm + a.dyMm <= b.yMm + ROUNDING_MM ||
  a.zMm >= b.zMm + b.dzMm - ROUNDING_MM;

/** Of the picture: left, top, width, height. */
export const extentOf = (inside: Body): readonly [number, number, number, number] => {
  const all = [...Object.values(wallsOf(inside)), ...Object.values(facesOf(inside))].flat();
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
};

/** `#rrggbb` with its light multiplied. */
export const shaded = (colour: string, light: number): string =>
  `#${[1, 3, 5]
    .map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * light))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
