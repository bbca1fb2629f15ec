import type { Block } from '../block.js';
import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';
import type { CentreOfMassRule, PackageKind } from '../types.js';
import type { Question } from './question.js';

const BOXES: readonly PackageKind['kind'][] = ['carton', 'carrier-box', 'folding-box'];

/**
 * Leaves a filling as it is when its weight lies near enough to the middle of the box, or moves all of it together
 * as far towards the middle as the walls let; undefined when that is not enough.
 */
export const balanced =
  (
    kind: PackageKind,
    room: Room,
    shapes: readonly Shape[],
    rule: CentreOfMassRule | undefined,
  ): Question['settle'] =>
  (blocks) => {
    if (!rule || !BOXES.includes(kind.kind)) return blocks;
    let grams = kind.emptyWeightGrams;
    let momentX = (grams * room.lengthMm) / 2;
    let momentY = (grams * room.widthMm) / 2;
    for (const block of blocks) {
      const weight = block.nx * block.ny * block.nz * shapes[block.shape]!.grams;
      grams += weight;
      momentX += (weight * (block.x1 + block.x2)) / 2;
      momentY += (weight * (block.y1 + block.y2)) / 2;
    }
    if (grams < rule.fromGrams || grams === 0) return blocks;
    const goodsShare = 1 - kind.emptyWeightGrams / grams;
    const x = move(
      momentX / grams - room.lengthMm / 2,
      goodsShare,
      rule.offsetShareMax * room.lengthMm,
      Math.min(...blocks.map(({ x1 }) => x1)),
      room.lengthMm - Math.max(...blocks.map(({ x2 }) => x2)),
    );
    const y = move(
      momentY / grams - room.widthMm / 2,
      goodsShare,
      rule.offsetShareMax * room.widthMm,
      Math.min(...blocks.map(({ y1 }) => y1)),
      room.widthMm - Math.max(...blocks.map(({ y2 }) => y2)),
    );
    if (x === undefined || y === undefined) return undefined;
    if (x === 0 && y === 0) return blocks;
    return blocks.map((block) => ({
      ...block,
      x1: block.x1 + x,
      x2: block.x2 + x,
      y1: block.y1 + y,
      y2: block.y2 + y,
    }));
  };

/** How far the goods move along one side, mm: 0 when they lie well; undefined when the walls do not let them move far enough. */
const move = (
  offsetMm: number,
  goodsShare: number,
  offsetMmMax: number,
  freeBefore: number,
  freeBehind: number,
): number | undefined => {
  if (Math.abs(offsetMm) <= offsetMmMax) return 0;
  const wanted = -offsetMm / goodsShare;
  const by = Math.max(-freeBefore, Math.min(freeBehind, wanted));
  return Math.abs(offsetMm + by * goodsShare) <= offsetMmMax ? by : undefined;
};
