import { EQUAL_MM, isSame, isSameSize, sizeText, type CheckedUnit } from './checked-unit.js';
import type { FoldingBox, PackageKind, SizeMm, SoftPackage } from '../types.js';

/** Whether the package can be closed at the outer size it states, and whether all its goods are inside it then. */
export const checkClosing = (kind: PackageKind, outer: SizeMm, units: readonly CheckedUnit[]): string[] => {
  switch (kind.kind) {
    case 'carton':
    case 'carrier-box':
      return [...checkOuter(kind.outer, outer), ...checkInside(kind.inner, units)];
    case 'folding-box':
      return checkFolded(kind, outer, units);
    case 'mailer-bag':
    case 'padded-envelope':
      return checkGirth(kind, outer, units);
    case 'own-box':
      return checkOwnBox(outer, units);
  }
};

const checkOuter = (wanted: SizeMm, stated: SizeMm): string[] =>
  isSameSize(wanted, stated) ? [] : [`states ${sizeText(stated)} outside but is ${sizeText(wanted)}`];

const checkInside = (inner: SizeMm, units: readonly CheckedUnit[]): string[] =>
  units.flatMap(({ name, x, y, z, x2, y2, z2 }) => {
    const inside =
      x >= -EQUAL_MM &&
      y >= -EQUAL_MM &&
      z >= -EQUAL_MM &&
      x2 <= inner.lengthMm + EQUAL_MM &&
      y2 <= inner.widthMm + EQUAL_MM &&
      z2 <= inner.heightMm + EQUAL_MM;
    return inside ? [] : [`${name} sticks out of the inside`];
  });

/** A folding box loses outside what it loses inside: its bottom and lid stay as thick as they are. */
const checkFolded = (kind: FoldingBox, outer: SizeMm, units: readonly CheckedUnit[]): string[] => {
  const foldedMm = kind.outer.heightMm - outer.heightMm;
  const heightMm = kind.inner.heightMm - foldedMm;
  const faults = checkOuter({ ...kind.outer, heightMm: outer.heightMm }, outer);
  if (!(foldedMm >= -EQUAL_MM)) faults.push(`cannot be unfolded to ${outer.heightMm} mm`);
  if (!(heightMm >= kind.innerHeightMmMin - EQUAL_MM))
    faults.push(`cannot be folded down to ${heightMm} mm inside, only to ${kind.innerHeightMmMin} mm`);
  return [...faults, ...checkInside({ ...kind.inner, heightMm }, units)];
};

/** Round its contents a soft package is as long as it is flat: what it gains in thickness it loses in length and width. */
const checkGirth = (
  { flat, wallMm, thicknessMmMax }: SoftPackage,
  outer: SizeMm,
  units: readonly CheckedUnit[],
): string[] => {
  const inside: SizeMm = {
    lengthMm: outer.lengthMm - wallMm - wallMm,
    widthMm: outer.widthMm - wallMm - wallMm,
    heightMm: outer.heightMm - wallMm - wallMm,
  };
  const faults: string[] = [];
  if (!(inside.heightMm > 0 && inside.heightMm <= thicknessMmMax + EQUAL_MM))
    faults.push(`is ${inside.heightMm} mm thick, which is not between 0 and ${thicknessMmMax} mm`);
  for (const side of ['lengthMm', 'widthMm'] as const) {
    const girth = inside[side] + inside.heightMm;
    if (!isSame(girth, flat[side]))
      faults.push(
        `measures ${girth} mm round its contents along its ${side}, but ${flat[side]} mm when flat`,
      );
  }
  return [...faults, ...checkInside(inside, units)];
};

const checkOwnBox = (outer: SizeMm, units: readonly CheckedUnit[]): string[] => {
  const [unit, another] = units;
  if (!unit || another) return [`holds ${units.length} units, but goods in their own box go one by one`];
  const { name, item, place } = unit;
  if (!item.shipsInOwnBox) return [`${name} may not be sent in its own box`];
  const { xMm, yMm, zMm, dxMm, dyMm, dzMm } = place;
  const asItIs =
    xMm === 0 &&
    yMm === 0 &&
    zMm === 0 &&
    isSameSize({ lengthMm: dxMm, widthMm: dyMm, heightMm: dzMm }, item.size);
  return [...(asItIs ? [] : [`${name} is not placed as it is`]), ...checkOuter(item.size, outer)];
};
