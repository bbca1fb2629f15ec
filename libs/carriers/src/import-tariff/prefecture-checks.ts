import type { PrefectureList } from './prefecture-csv.js';
import type { Prices, Violation } from './price-lines.js';

/** All that contradicts itself in Okuru's own format, where prefectures of a zone cost the same and zones differ. */
export function* prefectureViolations(
  { classes, lines }: PrefectureList,
  prices: readonly Prices[],
  originPrefecture: number,
): Generator<Violation> {
  const zones = new Map<string, number[]>();
  lines.forEach(({ zone }, line) => zones.set(zone, [...(zones.get(zone) ?? []), line]));
  const homeZone = lines.find(({ prefecture }) => prefecture === originPrefecture)!.zone;
  for (const [column, code] of classes.entries()) {
    yield* fallsWithin(classes, prices, column);
    for (const [zone, members] of zones) {
      yield* matesDiffer(prices, column, zone, members);
      for (const line of members) {
        const yen = prices[line]![column];
        const home = zones.get(homeZone)!.find((one) => (prices[one]![column] ?? 0) > (yen ?? Infinity));
        if (home === undefined) continue;
        yield {
          check: 'home-dearer',
          lines: [line, home],
          column,
          message: `${zone} costs ${yen} in class ${code}, less than the own zone ${homeZone}`,
        };
      }
    }
  }
  yield* alike([...zones], prices);
}

function* fallsWithin(
  classes: readonly string[],
  prices: readonly Prices[],
  column: number,
): Generator<Violation> {
  for (const [line, row] of prices.entries()) {
    const [yen, larger] = [row[column], row[column + 1]];
    if (yen === undefined || larger === undefined || larger >= yen) continue;
    yield {
      check: 'falls-with-size',
      lines: [line],
      column: column + 1,
      message: `class ${classes[column + 1]} costs ${larger}, less than class ${classes[column]} at ${yen}`,
    };
  }
}

function* matesDiffer(
  prices: readonly Prices[],
  column: number,
  zone: string,
  members: readonly number[],
): Generator<Violation> {
  for (const [index, line] of members.entries()) {
    for (const mate of members.slice(index + 1)) {
      const [yen, other] = [prices[line]![column], prices[mate]![column]];
      if (yen === undefined || other === undefined || yen === other) continue;
      yield {
        check: 'zone-mates-differ',
        lines: [line, mate],
        column,
        message: `prefectures of ${zone} cost ${yen} and ${other}`,
      };
    }
  }
}

/** Two zones that cost the same in every class: rows slipped from one into the other, or they are one zone. */
function* alike(
  zones: readonly (readonly [zone: string, members: readonly number[]])[],
  prices: readonly Prices[],
): Generator<Violation> {
  for (const [index, [zone, [line]]] of zones.entries()) {
    for (const [other, [theirs]] of zones.slice(index + 1)) {
      const [mine, its] = [prices[line!]!, prices[theirs!]!];
      if (mine.length === 0 || its.length === 0 || !mine.every((yen, column) => yen === its[column]))
        continue;
      yield {
        check: 'zones-alike',
        lines: [line!, theirs!],
        column: 0,
        message: `${zone} and ${other} cost the same in every class`,
      };
    }
  }
}
