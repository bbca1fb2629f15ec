import { PREFECTURES } from '../prefectures.js';
import { csvRecords } from './csv-records.js';
import type { ImportFault } from './fault.js';

/** Zone → JIS prefecture codes, in the order of the file. */
export type Zones = ReadonlyMap<string, readonly number[]>;

interface Named {
  readonly row: number;
  readonly zone: string;
  readonly prefecture: string;
}

const HEADER = 'zone,prefecture';

/**
 * Zones and their prefectures: a CSV `zone,prefecture` with one row per prefecture, or a JSON list of
 * `{id, prefectures: [names]}`. All 47 must be there, each once.
 */
export const readZones = (
  text: string,
): { readonly zones: Zones; readonly faults: readonly ImportFault[] } => {
  const named = text.trimStart().startsWith('[') ? fromJson(text) : fromCsv(text);
  const zones = new Map<string, number[]>();
  const faults: ImportFault[] = [...named.faults];
  const seen = new Set<number>();
  for (const { row, zone, prefecture } of named.rows) {
    const code = PREFECTURES.find(({ ja }) => ja === prefecture)?.code;
    const fault = (message: string, mend: string): void =>
      void faults.push({ file: 'zones', row, column: 'prefecture', message, mend });
    if (code === undefined)
      fault(`“${prefecture}” is no prefecture`, 'Write its name as the post does, such as 東京都.');
    else if (seen.has(code)) fault(`${prefecture} is in two zones`, 'Leave it in one of them.');
    else {
      seen.add(code);
      zones.set(zone, [...(zones.get(zone) ?? []), code]);
    }
  }
  const missing = PREFECTURES.filter(({ code }) => !seen.has(code));
  if (faults.length === 0 && missing.length > 0) {
    faults.push({
      file: 'zones',
      row: (named.rows.at(-1)?.row ?? 1) + 1,
      column: 'prefecture',
      message: `no zone has ${missing.map(({ ja }) => ja).join(', ')}`,
      mend: 'Add a row for each; all 47 prefectures belong to a zone.',
    });
  }
  return { zones, faults };
};

interface NamedRows {
  readonly rows: readonly Named[];
  readonly faults: readonly ImportFault[];
}

const fromCsv = (text: string): NamedRows => {
  const { records, broken } = csvRecords(text);
  const [header, ...rows] = records;
  if (broken !== undefined) return refused(broken, 'a quote is open', 'Close it, or take it away.');
  if (header?.cells.join(',').toLowerCase() !== HEADER)
    return refused(1, `the header is not ${HEADER}`, `Make the first row ${HEADER}.`);
  return {
    rows: rows.map(({ row, cells: [zone = '', prefecture = ''] }) => ({ row, zone, prefecture })),
    faults: rows
      .filter(({ cells }) => cells.length !== 2 || cells[0] === '')
      .map(({ row }) => faultAt(row, 'the row has no zone and prefecture', `Write it as ${HEADER}.`)),
  };
};

const fromJson = (text: string): NamedRows => {
  const list = parsed(text);
  if (!list || !list.every(isZone))
    return refused(
      1,
      'the list of zones cannot be read',
      'Write JSON: [{"id": "kanto", "prefectures": ["東京都"]}].',
    );
  return {
    rows: list.flatMap(({ id, prefectures }, index) =>
      prefectures.map((prefecture) => ({ row: index + 1, zone: id, prefecture })),
    ),
    faults: [],
  };
};

const parsed = (text: string): unknown[] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isZone = (
  value: unknown,
): value is { readonly id: string; readonly prefectures: readonly string[] } => {
  const { id, prefectures } = (value ?? {}) as { id?: unknown; prefectures?: unknown };
  return (
    typeof id === 'string' &&
    id !== '' &&
    Array.isArray(prefectures) &&
    prefectures.every((one) => typeof one === 'string')
  );
};

const faultAt = (row: number, message: string, mend: string): ImportFault => ({
  ...{ file: 'zones', row, column: 'prefecture', message, mend },
});

const refused = (row: number, message: string, mend: string): NamedRows => ({
  rows: [],
  faults: [faultAt(row, message, mend)],
});
