import { seededRandom } from '@okuru/packing/testing';
import { brokenIn } from '../report.js';
import type { Bench } from '../section.js';
import { DAMAGES, fallingPrice, plantings, shiftedRows } from './damage.js';
import { sampleTable } from './sample-table.js';
import { imported } from './tariff-files.js';
import { tariffsSection, type Import } from './tariffs-section.js';

const bench: Bench = { seed: 3, size: 'tiny', dataset: undefined, shared: '/none', step: () => undefined };
const brokenBy = (careless: Import) => brokenIn('tariffs', tariffsSection(bench, careless).rows).join('\n');
const good = sampleTable();
const goodTariff = imported(good);

describe('faults planted in a table of rates', () => {
  it.each(DAMAGES)('%s: each changes the table, and the same seed plants the same', (_name, damage) => {
    const planted = plantings(damage, good.rates, good.zones, 20, 1);
    for (const { rates, rows } of planted) {
      expect(rates.trim()).not.toBe(good.rates.trim());
      expect(rows.length).toBeGreaterThan(0);
    }
    expect(plantings(damage, good.rates, good.zones, 20, 1)).toEqual(planted);
  });

  it('name the rows that are wrong', () => {
    const before = good.rates.trim().split('\n');
    for (const damage of [shiftedRows, fallingPrice]) {
      const { rates, rows } = plantings(damage, good.rates, good.zones, 1, 2)[0]!;
      const after = rates.trim().split('\n');
      const changed = before.flatMap((line, at) => (line === after[at] ? [] : [at + 1]));
      expect(rows).toEqual(expect.arrayContaining(changed));
    }
    expect(
      shiftedRows('origin_zone,dest_zone,size,cash_yen\na,b,60,1\n', '', seededRandom(1)),
    ).toBeUndefined();
  });
});

describe('the section of tariffs', () => {
  it('breaks in every kind of fault when everything is imported', () => {
    expect(brokenBy(() => goodTariff).split('\n')).toHaveLength(DAMAGES.length);
  });

  it('breaks when the wrong row is named', () => {
    const fault = { file: 'rates' as const, row: 10_000, column: '', message: '', mend: '' };
    expect(
      brokenBy((files) => (files.rates === good.rates ? goodTariff : { faults: [fault] })).split('\n'),
    ).toHaveLength(DAMAGES.length);
  });

  it('breaks when a good table is refused, or imported with another price', () => {
    const fault = { file: 'rates' as const, row: 2, column: '', message: 'ugly', mend: '' };
    expect(brokenBy(() => ({ faults: [fault] }))).toMatch(/is refused: row 2: ugly/);
    const dearer: Import = (files) => imported({ ...files, rates: files.rates.replace(',60,', ',60,1') });
    expect(brokenBy(dearer)).toMatch(/instead of|is refused/);
  });
});
