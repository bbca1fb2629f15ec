import fc from 'fast-check';
import type { ParcelLine } from './parcel-states.js';
import { lastScan, MARKS_MAX, withoutLastScan, withScan } from './scan-marks.js';

const line = (lineId: string, sku = lineId): ParcelLine => ({
  ...{ lineId, sku, barcodes: [], quantity: 1_000, scanned: 0, marks: [], missing: 0, countable: false },
});
const scannedOf = (lines: readonly ParcelLine[]) => lines.map(({ scanned }) => scanned);

describe('the last scan of a parcel', () => {
  it('is taken back before the one before it, whatever lines they filled', () => {
    const lines = [line('1', 'A'), line('2', 'A'), line('3', 'B')];
    const anyFills = fc.oneof(
      fc.constantFrom(...lines).map(({ lineId }) => [{ lineId, by: 1 }]),
      fc.integer({ min: 1, max: 3 }).map((by) => [
        { lineId: '1', by },
        { lineId: '2', by: 2 },
      ]),
    );
    fc.assert(
      fc.property(fc.array(anyFills, { minLength: 1, maxLength: MARKS_MAX }), (scans) => {
        const seen = [lines];
        for (const fills of scans) seen.push([...withScan(seen.at(-1)!, fills)]);
        let now: readonly ParcelLine[] = seen.at(-1)!;
        for (const before of seen.slice(0, -1).reverse()) {
          const last = lastScan(now);
          if (!last) throw new Error('a scan is not known any more');
          now = withoutLastScan(now, last.fills);
          if (JSON.stringify(now) !== JSON.stringify(before)) throw new Error('it is not as it was before');
        }
        return lastScan(now) === undefined;
      }),
    );
  });

  it('is remembered so many times, and then nothing older is taken for it', () => {
    let lines = withScan([line('old'), line('long')], [{ lineId: 'old', by: 1 }]);
    for (let unit = 0; unit < MARKS_MAX + 5; unit += 1) lines = withScan(lines, [{ lineId: 'long', by: 1 }]);
    expect(lines[1]!.marks).toHaveLength(MARKS_MAX + 1);
    for (let unit = 0; unit < MARKS_MAX; unit += 1) lines = withoutLastScan(lines, lastScan(lines)!.fills);
    expect(scannedOf(lines)).toEqual([1, 5]);
    expect(lastScan(lines)).toBeUndefined();
    expect(lastScan(withScan(lines, [{ lineId: 'old', by: 1 }]))).toMatchObject({ sku: 'old' });
  });
});
