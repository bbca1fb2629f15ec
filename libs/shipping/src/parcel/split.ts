import { stayingWith } from './enclosures.js';
import { refused, type Refused } from './gate.js';
import type { OpenParcel, Parcel, ParcelLine } from './parcel-states.js';
import { unproven } from './shortage.js';

/** Units of a line that stay in the box. */
export interface StayingLine {
  readonly lineId: string;
  readonly quantity: number;
}

/** Units of a line that leave the parcel. */
export interface LeavingLine extends StayingLine {
  readonly sku: string;
}

/** A box that holds nothing is no parcel, nor is a rest of nothing; and a number that is still to come is waited for, so that it is known. */
export const splitStop = ({ lines, label }: OpenParcel): Refused | undefined => {
  if (stayingLines(lines).length === 0) return refused('nothing-to-stay');
  if (leavingLines(lines).length === 0 && awaitedLines(lines).length === 0) return refused('nothing-to-go');
  return label?.trackingNumber === null ? refused('label-on-its-way') : undefined;
};

/** What is proven lies in the box. */
export const stayingLines = (lines: readonly ParcelLine[]): readonly StayingLine[] =>
  lines.flatMap(({ lineId, scanned }) => (scanned > 0 ? [{ lineId, quantity: scanned }] : []));

/** What is there and not in the box. */
export const leavingLines = (lines: readonly ParcelLine[]): readonly LeavingLine[] =>
  lines.flatMap(left(unproven));

/** What is not there; it is planned once it is. */
export const awaitedLines = (lines: readonly ParcelLine[]): readonly LeavingLine[] =>
  lines.flatMap(left(({ missing }) => missing));

const left =
  (units: (line: ParcelLine) => number) =>
  (line: ParcelLine): LeavingLine[] => {
    const quantity = units(line);
    return quantity > 0 ? [{ lineId: line.lineId, sku: line.sku, quantity }] : [];
  };

/** What the box holds then, and what goes in with it. */
export const whatStays = (
  { lines, enclosures }: Parcel,
  staying: readonly StayingLine[],
): Pick<Parcel, 'lines' | 'enclosures'> => {
  const left = withOnly(lines, staying);
  return { lines: left, ...(enclosures ? { enclosures: stayingWith(left, enclosures) } : {}) };
};

/** The lines with as many units as stay, all of them proven. */
export const withOnly = (
  lines: readonly ParcelLine[],
  staying: readonly StayingLine[],
): readonly ParcelLine[] =>
  lines.flatMap((line) => {
    const stays = staying.find(({ lineId }) => lineId === line.lineId);
    return stays ? [{ ...line, quantity: stays.quantity, missing: 0 }] : [];
  });
