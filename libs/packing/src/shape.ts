import { mergedItems } from './input/merged-items.js';
import type { GoodsTrait, PackItem, PackRules, SizeMm } from './types.js';

/** One way to turn a unit: extents of its envelope along x, y, z in mm, filler included. */
export interface Turn {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  /** Extents of the unit itself along x, y, z, folded and pressed, without filler. */
  readonly bare: readonly [number, number, number];
  /** Nothing may stand anywhere above a unit that lies so: it bears nothing, or it is pressed. */
  readonly sealed: boolean;
}

/** One kind of goods as the search sees it: an envelope (unit and its filler) that may be turned in some ways. */
export interface Shape {
  readonly sku: string;
  readonly quantity: number;
  readonly grams: number;
  /** Filler on each side, mm; 0 for goods that are not fragile. */
  readonly padMm: number;
  /** Least envelope volume of one unit over its turns, mm³. */
  readonly volumeMm3: number;
  /** Volume of one unit as its size says, unfolded, unpressed and without filler, mm³. */
  readonly goodsVolumeMm3: number;
  /** Distinct turns, folded and pressed ones too, the flattest first; never empty. */
  readonly turns: readonly Turn[];
  /** Nothing may stand above it, however it lies. */
  readonly sealed: boolean;
  /** Heaviest load on top, grams; Infinity when no limit is stated. */
  readonly loadGramsMax: number;
  /** What packages may refuse it for. */
  readonly traits: readonly GoodsTrait[];
  /** The box it comes in, when one unit may be sent in it. */
  readonly ownBox: SizeMm | undefined;
}

/** Items as shapes, one per sku. */
export const shapesOf = (items: readonly PackItem[], rules: PackRules): Shape[] =>
  mergedItems(items).map((item) => shapeOf(item, rules));

const shapeOf = (item: PackItem, rules: PackRules): Shape => {
  const padMm = item.fragile ? rules.paddingMm : 0;
  const turns = turnsOf(item, padMm);
  return {
    sku: item.sku,
    quantity: item.quantity,
    grams: item.weightGrams,
    padMm,
    volumeMm3: Math.min(...turns.map(({ dx, dy, dz }) => dx * dy * dz)),
    goodsVolumeMm3: item.size.lengthMm * item.size.widthMm * item.size.heightMm,
    turns,
    sealed: item.doNotStack ?? false,
    loadGramsMax: item.loadOnTopGramsMax ?? Infinity,
    traits: traitsOf(item),
    ownBox: item.shipsInOwnBox ? item.size : undefined,
  };
};

const traitsOf = ({ fragile, doNotStack, loadOnTopGramsMax, liquid, battery }: PackItem): GoodsTrait[] => {
  const traits: GoodsTrait[] = [];
  if (fragile) traits.push('fragile');
  if (doNotStack || loadOnTopGramsMax === 0) traits.push('do-not-stack');
  if (liquid) traits.push('liquid');
  if (battery) traits.push('battery');
  return traits;
};

/** Least share of the thinnest side a unit may be pressed to; 1 for goods that must not be pressed. */
const pressedShare = (item: PackItem): number =>
  item.fragile || item.liquid || item.battery || item.doNotStack ? 1 : (item.compressesTo ?? 1);

const turnsOf = (item: PackItem, padMm: number): Turn[] => {
  const share = pressedShare(item);
  const forms = item.foldedSize ? [item.size, item.foldedSize] : [item.size];
  const seen = new Map<string, Turn>();
  const add = (bare: Turn['bare'], sealed: boolean): void => {
    const [dx, dy, dz] = bare;
    const turn = { dx: dx + 2 * padMm, dy: dy + 2 * padMm, dz: dz + 2 * padMm, bare, sealed };
    seen.set(`${bare.join('/')}/${sealed}`, turn);
  };
  for (const form of forms) {
    const thinMm = Math.min(form.lengthMm, form.widthMm, form.heightMm);
    for (const bare of barePositions(form, item)) {
      add(bare, item.doNotStack ?? false);
      if (share < 1 && bare[2] === thinMm) add([bare[0], bare[1], thinMm * share], true);
    }
  }
  return [...seen.values()].sort((a, b) => a.dz - b.dz);
};

const barePositions = (
  { lengthMm: l, widthMm: w, heightMm: h }: SizeMm,
  { keepUpright, liquid, flatOnly }: PackItem,
): Turn['bare'][] => {
  const standing: Turn['bare'][] = [
    [l, w, h],
    [w, l, h],
  ];
  const tipped: Turn['bare'][] = [
    [l, h, w],
    [h, l, w],
    [w, h, l],
    [h, w, l],
  ];
  const allowed = keepUpright || liquid ? standing : [...standing, ...tipped];
  return flatOnly ? allowed.filter(([, , dz]) => dz === Math.min(l, w, h)) : allowed;
};
