import type { Block } from '../block.js';
import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';
import { DEFAULT_SUPPORT_SHARE_MIN, type PackageKind, type PackRules } from '../types.js';
import type { Question } from './question.js';
import { slidTowards, type Axis, type OffsetOf } from './slide.js';

const BOXES: readonly PackageKind['kind'][] = ['carton', 'carrier-box', 'folding-box'];

/**
 * Leaves a filling as it is when its weight lies near enough to the middle of the box; otherwise moves all of it together,
 * then blocks one by one, towards the middle. Undefined when that is not enough.
 */
export const balanced = (
  kind: PackageKind,
  room: Room,
  shapes: readonly Shape[],
  { centreOfMass, supportShareMin = DEFAULT_SUPPORT_SHARE_MIN }: PackRules,
): Question['settle'] => {
  if (!centreOfMass || !BOXES.includes(kind.kind)) return (blocks) => blocks;
  return (blocks) => {
    const gross = blocks.reduce((sum, block) => sum + gramsOf(block, shapes), kind.emptyWeightGrams);
    if (gross < centreOfMass.fromGrams || gross === 0) return blocks;
    const offsetOf: OffsetOf = (some, axis) =>
      some.reduce((sum, block) => {
        const [from, to] = rangeOf(block, axis);
        return sum + gramsOf(block, shapes) * ((from + to) / 2 - sideOf(room, axis) / 2);
      }, 0) / gross;
    const lies = (some: readonly Block[]): boolean =>
      AXES.every(
        (axis) => Math.abs(offsetOf(some, axis)) <= centreOfMass.offsetShareMax * sideOf(room, axis),
      );
    if (lies(blocks)) return blocks;
    const share = 1 - kind.emptyWeightGrams / gross;
    const together = AXES.reduce(
      (some, axis) => movedTogether(some, axis, room, -offsetOf(some, axis) / share),
      blocks,
    );
    if (lies(together)) return together;
    const slid = slidTowards(together, shapes, room, supportShareMin, gross, offsetOf);
    return lies(slid) ? slid : undefined;
  };
};

const AXES: readonly Axis[] = ['x', 'y'];

const gramsOf = ({ nx, ny, nz, shape }: Block, shapes: readonly Shape[]): number =>
  nx * ny * nz * shapes[shape]!.grams;

const rangeOf = ({ x1, x2, y1, y2 }: Block, axis: Axis): readonly [number, number] =>
  axis === 'x' ? [x1, x2] : [y1, y2];

const sideOf = ({ lengthMm, widthMm }: Room, axis: Axis): number => (axis === 'x' ? lengthMm : widthMm);

/** All blocks moved by so much along the side, or as far as the walls let them. */
const movedTogether = (
  blocks: readonly Block[],
  axis: Axis,
  room: Room,
  wanted: number,
): readonly Block[] => {
  const ranges = blocks.map((block) => rangeOf(block, axis));
  const back = -Math.min(...ranges.map(([from]) => from));
  const forth = sideOf(room, axis) - Math.max(...ranges.map(([, to]) => to));
  const by = Math.max(back, Math.min(forth, wanted));
  return blocks.map((block) =>
    axis === 'x'
      ? { ...block, x1: block.x1 + by, x2: block.x2 + by }
      : { ...block, y1: block.y1 + by, y2: block.y2 + by },
  );
};
