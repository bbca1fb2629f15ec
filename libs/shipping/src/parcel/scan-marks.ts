import { enclosuresOf, lastTicked } from './enclosures.js';
import type { Fill } from './gate.js';
import type { Parcel, ParcelLine, ScanMark } from './parcel-states.js';

/** Scans of a line that can be taken back; who has to take back more begins the parcel anew with somebody beside. */
export const MARKS_MAX = 20;

/** The last scan of the parcel and what it proved; undefined where none is known any more. */
export const lastScan = (
  lines: readonly ParcelLine[],
): { readonly sku: string; readonly fills: readonly Fill[] } | undefined => {
  const last = nthOfLast(lines);
  const filled = lines.flatMap(({ lineId, sku, marks }) =>
    marks.filter(({ nth }) => nth === last).map(({ by }) => ({ lineId, sku, by })),
  );
  const [first] = filled;
  if (!first || filled.some(({ by }) => by === 0)) return undefined;
  return { sku: first.sku, fills: filled.map(({ lineId, by }) => ({ lineId, by })) };
};

/** The lines after one more scan, the nth of the parcel. */
export const withScan = (
  lines: readonly ParcelLine[],
  fills: readonly Fill[],
  nth = nthOfLast(lines) + 1,
): readonly ParcelLine[] =>
  lines.map((line) => {
    const by = byOf(line, fills);
    if (by === 0) return line;
    return { ...line, scanned: line.scanned + by, marks: bounded([...line.marks, { nth, by }]) };
  });

/** The lines without their last scan. */
export const withoutLastScan = (
  lines: readonly ParcelLine[],
  fills: readonly Fill[],
): readonly ParcelLine[] => {
  const last = nthOfLast(lines);
  return lines.map((line) => {
    const by = byOf(line, fills);
    if (by === 0) return line;
    return { ...line, scanned: line.scanned - by, marks: line.marks.filter(({ nth }) => nth !== last) };
  });
};

/** The line, of which no scan can be taken back any more. */
export const withoutMarks = (line: ParcelLine): ParcelLine => {
  const last = line.marks.at(-1);
  return { ...line, marks: last ? [{ nth: last.nth, by: 0 }] : [] };
};

/** The place of the next scan of the parcel, whether of goods or of what goes in with them. */
export const nextTouch = (parcel: Pick<Parcel, 'lines' | 'enclosures'>): number =>
  1 + Math.max(nthOfLast(parcel.lines), lastTicked(enclosuresOf(parcel))?.tick ?? 0);

export const nthOfLast = (lines: readonly ParcelLine[]): number =>
  Math.max(0, ...lines.flatMap(({ marks }) => marks.at(-1)?.nth ?? 0));

const byOf = ({ lineId }: ParcelLine, fills: readonly Fill[]): number =>
  fills.find((fill) => fill.lineId === lineId)?.by ?? 0;

/** The newest that is forgotten stays as a mark of nothing, so that nobody takes an older scan of another line for the last. */
const bounded = (marks: readonly ScanMark[]): readonly ScanMark[] => {
  const kept = marks.slice(-MARKS_MAX);
  const forgotten = marks.at(-MARKS_MAX - 1);
  return forgotten ? [{ nth: forgotten.nth, by: 0 }, ...kept] : kept;
};
