import type { ShortageCause } from '@okuru/contracts';
import type { ParcelLine } from './parcel-states.js';

/** Units of one item that cannot go into the parcel as they are. */
export interface Shortage {
  readonly sku: string;
  readonly quantity: number;
  readonly cause: ShortageCause;
}

/** What a line is short of. */
export interface ShortLine {
  readonly lineId: string;
  readonly missing: number;
  /** Of these were in the box already, and were taken out of it again. */
  readonly takenOut: number;
}

/**
 * Which lines lack the units: the newest first, since scans fill the oldest. What was not found was not scanned. A damaged
 * unit counts as scanned while any is: to scan a good one twice does no harm, to count a damaged one as sent does.
 * undefined: there are not so many.
 */
export const shortLines = (
  lines: readonly ParcelLine[],
  { quantity, cause }: Shortage,
): readonly ShortLine[] | undefined => {
  const out = newestFirst(lines, quantity, (line) => (cause === 'damaged' ? line.scanned : 0));
  const open = newestFirst(lines, quantity - sum(out), unproven);
  if (sum(out) + sum(open) < quantity) return undefined;
  return lines.flatMap(({ lineId }, nth) => {
    const [takenOut, missing] = [out[nth]!, out[nth]! + open[nth]!];
    return missing > 0 ? [{ lineId, missing, takenOut }] : [];
  });
};

/** Units that a scan may still prove. */
export const unproven = ({ quantity, scanned, missing }: ParcelLine): number => quantity - scanned - missing;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The units shared out over the lines from the last, each taking what it has room for. */
const newestFirst = (
  lines: readonly ParcelLine[],
  units: number,
  room: (line: ParcelLine) => number,
): readonly number[] => {
  let left = units;
  return lines
    .map(room)
    .reverse()
    .map((most) => {
      const taken = Math.min(left, most);
      left -= taken;
      return taken;
    })
    .reverse();
};
