/** Lengths closer than this, mm, count as equal; far below any measured size, far above the error of adding them. */
export const TOLERANCE_MM = 1e-6;

/**
 * A largest free space: a rectangle of the plan from height `z` up to the ceiling, mm.
 * Spaces always reach the ceiling, so whatever goes into one can be lowered in from above.
 */
export interface Space {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly z: number;
}

/** A body put into the package, mm. */
export interface Body extends Space {
  readonly top: number;
}

/** Largest spaces kept at once; the highest are forgotten first, which loses room but never safety. */
export const SPACES_MAX = 160;

/**
 * The free spaces after `body` was put in (maximal-space method, Parreño et al. 2008, without the spaces below a body).
 * Spaces narrower than `sideMin` or lower than `heightMin` are useless for the goods that are left and dropped.
 */
export const takeOut = (
  spaces: readonly Space[],
  body: Body,
  ceiling: number,
  sideMin: number,
  heightMin: number,
): Space[] => {
  const kept: Space[] = [];
  const fresh: Space[] = [];
  const add = (x1: number, y1: number, x2: number, y2: number, z: number): void => {
    const wideEnough = x2 - x1 > sideMin - TOLERANCE_MM && y2 - y1 > sideMin - TOLERANCE_MM;
    if (wideEnough && ceiling - z > heightMin - TOLERANCE_MM) fresh.push({ x1, y1, x2, y2, z });
  };
  for (const space of spaces) {
    if (!meets(space, body)) {
      kept.push(space);
      continue;
    }
    const { x1, y1, x2, y2, z } = space;
    add(x1, y1, body.x1, y2, z);
    add(body.x2, y1, x2, y2, z);
    add(x1, y1, x2, body.y1, z);
    add(x1, body.y2, x2, y2, z);
    add(x1, y1, x2, y2, body.top);
  }
  return tidy(kept, fresh);
};

const meets = (space: Space, body: Body): boolean =>
  body.x1 < space.x2 - TOLERANCE_MM &&
  body.x2 > space.x1 + TOLERANCE_MM &&
  body.y1 < space.y2 - TOLERANCE_MM &&
  body.y2 > space.y1 + TOLERANCE_MM &&
  body.top > space.z + TOLERANCE_MM;

/** Drops fresh spaces that lie within another; kept ones were maximal already and stay so. */
const tidy = (kept: Space[], fresh: Space[]): Space[] => {
  const result = kept;
  const keptCount = kept.length;
  for (let i = 0; i < fresh.length; i += 1) {
    const space = fresh[i]!;
    let inside = false;
    for (let j = 0; j < keptCount && !inside; j += 1) inside = within(space, result[j]!);
    for (let j = 0; j < fresh.length && !inside; j += 1) {
      inside = j !== i && within(space, fresh[j]!) && (j < i || !within(fresh[j]!, space));
    }
    if (!inside) result.push(space);
  }
  if (result.length > SPACES_MAX) result.sort((a, b) => a.z - b.z).splice(SPACES_MAX);
  return result;
};

const within = (inner: Space, outer: Space): boolean =>
  inner.z >= outer.z - TOLERANCE_MM &&
  inner.x1 >= outer.x1 - TOLERANCE_MM &&
  inner.y1 >= outer.y1 - TOLERANCE_MM &&
  inner.x2 <= outer.x2 + TOLERANCE_MM &&
  inner.y2 <= outer.y2 + TOLERANCE_MM;
