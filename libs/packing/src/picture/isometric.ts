/** A point of the package, mm: x to the right, y to the back, z up. */
export type Point = readonly [x: number, y: number, z: number];

/** A point of the paper. */
export type Spot = readonly [x: number, y: number];

/** A body between two opposite corners. */
export interface Body {
  readonly from: Point;
  readonly to: Point;
}

const COS_30 = Math.sqrt(3) / 2;
const SIN_30 = 0.5;

/** Isometric, seen from the right front above, one millimetre as one unit of paper; y of the paper points down. */
export const project = ([x, y, z]: Point): Spot => [(x + y) * COS_30, (x - y) * SIN_30 - z];

/** The three faces one sees. */
export const facesOf = ({ from: [x1, y1, z1], to: [x2, y2, z2] }: Body) => ({
  top: [
    [x1, y1, z2],
    [x2, y1, z2],
    [x2, y2, z2],
    [x1, y2, z2],
  ] as Point[],
  front: [
    [x1, y1, z1],
    [x2, y1, z1],
    [x2, y1, z2],
    [x1, y1, z2],
  ] as Point[],
  right: [
    [x2, y1, z1],
    [x2, y2, z1],
    [x2, y2, z2],
    [x2, y1, z2],
  ] as Point[],
});

/** The bodies in an order in which each may be painted over those before it. No two may overlap. */
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

/** Whether `a` lies towards the eye from `b`: to the right, to the front or above, and in no way the other way round. */
const hides = (a: Body, b: Body): boolean => isTowardsTheEye(a, b) && !isTowardsTheEye(b, a);

const ROUNDING_MM = 1e-6;
const isTowardsTheEye = (a: Body, b: Body): boolean =>
  a.from[0] >= b.to[0] - ROUNDING_MM ||
  a.to[1] <= b.from[1] + ROUNDING_MM ||
  a.from[2] >= b.to[2] - ROUNDING_MM;
