import type { CsvRecord } from './csv-records.js';
import { readPrefectureList } from './prefecture-csv.js';
import { prefectureViolations } from './prefecture-checks.js';
import { priceFaults } from './price-faults.js';
import type { PricedOrFaults, TariffFiles } from './tariff-files.js';

/** Prices out of Okuru's own format. */
export const fromPrefectures = (records: readonly CsvRecord[], files: TariffFiles): PricedOrFaults => {
  const { list, faults } = readPrefectureList(
    records,
    files.service.classes.map(({ code }) => code),
  );
  if (faults.length > 0) return { faults };
  const { classes, lines, prices } = list;
  const wrong = priceFaults(
    {
      rows: lines.map(({ row }) => row),
      columns: classes,
      prices,
      blocks: [[0, lines.length - 1]],
      violations: (given) => prefectureViolations(list, given, files.originPrefecture),
      oddness: () => 0,
    },
    files.allow ?? [],
  );
  if (wrong.length > 0) return { faults: wrong };
  const known = lines.filter(({ leadDays }) => leadDays !== undefined);
  return {
    zoneByPrefecture: Object.fromEntries(lines.map(({ prefecture, zone }) => [prefecture, zone])),
    priceYen: Object.fromEntries(
      lines.map(({ zone }, line) => [
        zone,
        Object.fromEntries(classes.map((code, column) => [code, prices[line]![column]!])),
      ]),
    ),
    ...(known.length === 0
      ? {}
      : {
          leadDaysByPrefecture: Object.fromEntries(
            known.map(({ prefecture, leadDays }) => [prefecture, leadDays!]),
          ),
        }),
  };
};
