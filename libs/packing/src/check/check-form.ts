import { EQUAL_MM, isSame, type CheckedUnit } from './checked-unit.js';
import type { PackItem, Placement, SizeMm } from '../types.js';

/** The first law the unit's size and turn break; undefined when it lies as its goods allow. */
export const checkForm = ({ name, item, place }: CheckedUnit): string | undefined => {
  const verdicts = formsOf(item).map((form) => verdictOn(form, item, place));
  if (verdicts.includes('lawful')) return undefined;
  if (verdicts.includes('tipped')) return `${name} must stay upright but is tipped`;
  if (verdicts.includes('on its side')) return `${name} must lie flat but stands on its side`;
  if (verdicts.includes('pressed too far')) return `${name} is pressed further than its goods allow`;
  return `${name} has not its own size`;
};

/** Whether the unit has lost some of its height to the lid or the bag. */
export const isPressed = ({ item, place }: CheckedUnit): boolean =>
  !formsOf(item).some((form) => hasSides(form, place));

type Verdict = 'lawful' | 'tipped' | 'on its side' | 'pressed too far' | 'another size';

const formsOf = ({ size, foldedSize }: PackItem): SizeMm[] => (foldedSize ? [size, foldedSize] : [size]);

const sidesOf = ({ lengthMm, widthMm, heightMm }: SizeMm): [number, number, number] =>
  [lengthMm, widthMm, heightMm].sort((a, b) => a - b) as [number, number, number];

const hasSides = (form: SizeMm, { dxMm, dyMm, dzMm }: Placement): boolean => {
  const wanted = sidesOf(form);
  const found = sidesOf({ lengthMm: dxMm, widthMm: dyMm, heightMm: dzMm });
  return wanted.every((side, index) => isSame(side, found[index]!));
};

const verdictOn = (form: SizeMm, item: PackItem, place: Placement): Verdict => {
  const mustStand = item.keepUpright || item.liquid;
  const [thin, middle, long] = sidesOf(form);
  if (hasSides(form, place)) {
    if (mustStand && !isSame(place.dzMm, form.heightMm)) return 'tipped';
    return item.flatOnly && !isSame(place.dzMm, thin) ? 'on its side' : 'lawful';
  }
  const onItsFace =
    isSame(Math.min(place.dxMm, place.dyMm), middle) && isSame(Math.max(place.dxMm, place.dyMm), long);
  if (item.compressesTo === undefined || !onItsFace || !(place.dzMm < thin)) return 'another size';
  if (place.dzMm < thin * leastShare(item) - EQUAL_MM) return 'pressed too far';
  return mustStand && !isSame(form.heightMm, thin) ? 'tipped' : 'lawful';
};

/** Goods that break, leak, burn or bear nothing are not pressed at all. */
const leastShare = ({ fragile, liquid, battery, doNotStack, compressesTo = 1 }: PackItem): number =>
  fragile || liquid || battery || doNotStack ? 1 : compressesTo;
