import { sampleTariffs, type ImportedTariff, type Tariff } from '@okuru/carriers';
import { noneOf, type Bench, type Counts, type Row, type SectionReport } from '../section.js';
import { DAMAGES, plantings, type Damaged } from './damage.js';
import { classFlip, publishedFlips, thicknessFlip, type Flip } from './known-flips.js';
import { sampleTable } from './sample-table.js';
import { comparePrices } from './same-prices.js';
import { imported, ORIGIN_PREFECTURE, publishedTariffs, type PublishedTariff } from './tariff-files.js';

const PLANTINGS: Counts = { full: 100, quick: 4, tiny: 1 };

/** What the section judges; a test puts a careless one in its place. */
export type Import = (published: PublishedTariff) => ImportedTariff;

export const tariffsSection = (bench: Bench, importFiles: Import = imported): SectionReport => {
  const published = publishedTariffs(bench.shared);
  const tables = published.length > 0 ? published : [sampleTable()];
  const results = tables.map((table) => ({ table, result: importFiles(table) }));
  const tariffs = results.flatMap(({ result }): Tariff[] => ('tariff' in result ? [result.tariff] : []));
  const compared = results.map(({ table, result }) =>
    'tariff' in result
      ? comparePrices(table, result.tariff)
      : {
          compared: 0,
          faults: result.faults.map(({ row, message }) => `${table.name} is refused: row ${row}: ${message}`),
        },
  );
  const planted = DAMAGES.map(([name, damage], kind) => {
    const outcomes = tables.flatMap((table, at) => {
      bench.step(kind * tables.length + at, DAMAGES.length * tables.length);
      const count = PLANTINGS[bench.size];
      return plantings(damage, table.rates, table.zones, count, bench.seed + kind).map((damaged, index) =>
        outcomeOf(`${table.name} ${index + 1}`, damaged, importFiles({ ...table, ...damaged })),
      );
    });
    return { name, outcomes };
  });
  const flips = [
    classFlip(),
    thicknessFlip(sampleTariffs(ORIGIN_PREFECTURE)),
    ...(published.length > 0 ? publishedFlips(tariffs) : []),
  ];
  return {
    title: 'Import of tariffs',
    said: [
      published.length > 0
        ? `published list prices (jp-tariffs): ${tables.map(({ name }) => name).join(', ')}; not contract prices`
        : "no published tables on this machine: Okuru's own sample, written as a table, stands in for them",
      'refused, row named = nothing is imported and one of the faults names a row that was damaged, or where one is missing',
    ],
    rows: [
      noneOf(
        'prices that differ from the file after import, every prefecture and class',
        compared.flatMap(({ faults }) => faults),
        compared.reduce((sum, one) => sum + one.compared, 0),
      ),
      ...planted.map(({ name, outcomes }) => plantedRow(name, outcomes)),
      ...flips.map(flipRow),
    ],
    figures: {
      tables: tables.map(({ name }) => name),
      planted: planted.map(({ name, outcomes }) => ({
        name,
        planted: outcomes.length,
        refused: outcomes.filter(({ refused }) => refused).length,
        rowNamed: outcomes.filter(({ rowNamed }) => rowNamed).length,
        firstFaultNamesRow: outcomes.filter(({ firstNamesRow }) => firstNamesRow).length,
        missed: outcomes
          .filter(({ rowNamed }) => !rowNamed)
          .map(({ id, rows }) => ({ id, rows: rows.slice(0, 10) })),
      })),
      flips,
    },
  };
};

interface Outcome {
  readonly id: string;
  readonly rows: readonly number[];
  readonly refused: boolean;
  readonly rowNamed: boolean;
  readonly firstNamesRow: boolean;
}

const outcomeOf = (id: string, { rows, file, named = '' }: Damaged, result: ImportedTariff): Outcome => {
  const faults = 'faults' in result ? result.faults : [];
  const names = faults.map(
    (fault) => fault.file === file && rows.includes(fault.row) && fault.message.includes(named),
  );
  return {
    id,
    rows,
    refused: faults.length > 0,
    rowNamed: names.includes(true),
    firstNamesRow: names[0] ?? false,
  };
};

const plantedRow = (name: string, outcomes: readonly Outcome[]): Row => {
  const named = outcomes.filter(({ rowNamed }) => rowNamed).length;
  const passed = outcomes.filter(({ refused }) => !refused).length;
  const first = outcomes.filter(({ firstNamesRow }) => firstNamesRow).length;
  return {
    what: `planted: ${name}`,
    ours: `${named} of ${outcomes.length} refused with the row named (${first} by the first fault), ${passed} passed unseen`,
    target: 'all',
    holds: named === outcomes.length,
  };
};

const flipRow = ({ what, found, expected }: Flip): Row => ({
  what,
  ours: found,
  target: expected,
  holds: found === expected,
});
