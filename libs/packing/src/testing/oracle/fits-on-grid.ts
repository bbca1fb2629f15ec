import type { CentreOfMassRule } from '../../types.js';
import { GridCells } from './grid-cells.js';
import { goesInto, leastCellsOf, type GridGoods } from './grid-goods.js';
import {
  allUnder,
  balancingSlide,
  loadState,
  weightState,
  bearersOf,
  bearsMore,
  UNMOVED,
  type PlacedUnit,
  type Slide,
} from './grid-piles.js';
import type { GridRoom } from './grid-rooms.js';

/** What the search on the grid found; `gave-up` proves nothing. */
export type GridVerdict =
  | { readonly is: 'fits'; readonly placed: readonly PlacedUnit[]; readonly slide: Slide }
  | { readonly is: 'does-not-fit' | 'gave-up' };

export interface GridRules {
  readonly supportShareMin: number;
  readonly centreOfMass: CentreOfMassRule | undefined;
}

/** Corners tried before the oracle gives up on a package. */
export const CORNERS_MAX = 600_000;

/**
 * Whether these units (`counts` of each goods) go into the room in any way on the grid: the cells are walked through from the floor
 * up, and each is either left empty or made the lower left front corner of one more unit. So every arrangement is met, and once.
 */
export const fitsOnGrid = (
  allGoods: readonly GridGoods[],
  counts: readonly number[],
  room: GridRoom,
  { supportShareMin, centreOfMass }: GridRules,
): GridVerdict => {
  const goods = allGoods.map(({ item, poses }) => ({
    item,
    poses: poses.filter((pose) => goesInto(room, pose)),
  }));
  if (goods.some(({ poses }, index) => counts[index]! > 0 && poses.length === 0))
    return { is: 'does-not-fit' };
  const cells = new GridCells(room);
  const left = [...counts];
  const placed: PlacedUnit[] = [];
  const weighs = goods.some(({ item }, index) => counts[index]! > 0 && item.loadOnTopGramsMax !== undefined);
  /** What failed once fails again: by the cells, the goods left, the loads on goods with a limit, and the weight so far. */
  const failed = new Set<string>();
  const stateAt = (from: number): string =>
    [
      from,
      left.join(),
      weighs ? loadState(placed) : '',
      centreOfMass ? weightState(placed) : '',
      cells.stateFrom(from),
    ].join('/');
  let volumeLeft = 0;
  const leastVolume = goods.map(leastCellsOf);
  counts.forEach((count, index) => (volumeLeft += count > 0 ? count * leastVolume[index]! : 0));
  let tried = 0;

  const search = (from: number, openAtFrom: number): boolean => {
    if (placed.length > 0 && left.every((count) => count === 0))
      return !centreOfMass || balancingSlide(placed, room, centreOfMass) !== undefined;
    const state = stateAt(from);
    if (failed.has(state)) return false;
    let open = openAtFrom;
    for (let at = from; at < cells.size && open >= volumeLeft; at += 1) {
      if (!cells.isFree(at)) continue;
      const corner = cells.cornerAt(at);
      for (let index = 0; index < goods.length; index += 1) {
        if (left[index] === 0) continue;
        const { item, poses } = goods[index]!;
        for (const pose of poses) {
          tried += 1;
          if (tried > CORNERS_MAX) return false;
          if (!cells.takes(corner, pose)) continue;
          if (cells.borneCells(corner, pose) < supportShareMin * pose.dx * pose.dy - 1e-9) continue;
          const bearers = weighs ? bearersOf(placed, corner, pose) : [];
          const under = [...allUnder(bearers)];
          if (!under.every((one) => bearsMore(one, item.weightGrams))) continue;
          for (const one of under) one.loadGrams += item.weightGrams;
          placed.push({ goods: goods[index]!, pose, corner, bearers, loadGrams: 0 });
          left[index]! -= 1;
          volumeLeft -= leastVolume[index]!;
          const found = search(at + 1, open - cells.put(corner, pose));
          if (found) return true;
          cells.takeBack(corner, pose);
          volumeLeft += leastVolume[index]!;
          left[index]! += 1;
          placed.pop();
          for (const one of under) one.loadGrams -= item.weightGrams;
        }
      }
      open -= 1;
    }
    if (tried <= CORNERS_MAX) failed.add(state);
    return false;
  };

  if (!search(0, cells.size)) return { is: tried > CORNERS_MAX ? 'gave-up' : 'does-not-fit' };
  const slide = centreOfMass ? balancingSlide(placed, room, centreOfMass)! : UNMOVED;
  return { is: 'fits', placed: [...placed], slide };
};
