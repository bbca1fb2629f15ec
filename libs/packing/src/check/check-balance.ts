import type { CheckedUnit } from './checked-unit.js';
import type { CentreOfMassRule, PackageKind } from '../types.js';

/** Whether the weight of a heavy box lies near enough to its middle; the empty box is taken to weigh as much on each side. */
export const checkBalance = (
  kind: PackageKind,
  units: readonly CheckedUnit[],
  { offsetShareMax, fromGrams }: CentreOfMassRule,
): string[] => {
  if (!('inner' in kind)) return [];
  const gross = units.reduce((sum, { item }) => sum + item.weightGrams, kind.emptyWeightGrams);
  if (gross === 0 || gross < fromGrams) return [];
  const { lengthMm, widthMm } = kind.inner;
  const offset = (middle: number, centreOf: (unit: CheckedUnit) => number): number =>
    Math.abs(units.reduce((sum, unit) => sum + unit.item.weightGrams * (centreOf(unit) - middle), 0) / gross);
  const lengthwise = offset(lengthMm / 2, ({ x, x2 }) => (x + x2) / 2) / lengthMm;
  const crosswise = offset(widthMm / 2, ({ y, y2 }) => (y + y2) / 2) / widthMm;
  const percent = (share: number): number => Math.round(share * 1000) / 10;
  return [['length', lengthwise] as const, ['width', crosswise] as const].flatMap(([side, share]) =>
    share <= offsetShareMax + 1e-9
      ? []
      : [
          `its weight lies ${percent(share)} % of the ${side} off the middle, more than ${percent(offsetShareMax)} %`,
        ],
  );
};
