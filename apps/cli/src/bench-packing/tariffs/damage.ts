import { seededRandom } from '@okuru/packing/testing';
import { wholeBetween, type Chance } from '../seeded.js';

/** A table of rates as text, with a fault planted in it. */
export interface Damaged {
  readonly rates: string;
  readonly zones: string;
  /** Rows, the header being 1, that are wrong or where one is missing; an import must name one of them. */
  readonly rows: readonly number[];
  /** Which file those rows are of. */
  readonly file: 'rates' | 'zones';
  /** What the fault must name as well. */
  readonly named?: string;
}

interface RateRow {
  readonly origin: string;
  readonly zone: string;
  readonly size: string;
  readonly prices: readonly string[];
}

/** Plants a fault of one kind into good files; undefined when chance has drawn one that changes nothing. */
export type Damage = (rates: string, zones: string, chance: Chance) => Damaged | undefined;

/** Rows that a slip of the hand moves at most. */
const SHIFTED_MAX = 6;

const tableOf = (text: string): { readonly header: string; readonly rows: readonly RateRow[] } => {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  return {
    header,
    rows: lines.map((line) => {
      const [origin = '', zone = '', size = '', ...prices] = line.split(',');
      return { origin, zone, size, prices };
    }),
  };
};

const textOf = (header: string, rows: readonly RateRow[]): string =>
  [header, ...rows.map(({ origin, zone, size, prices }) => [origin, zone, size, ...prices].join(','))].join(
    '\n',
  ) + '\n';

/** The row of a spreadsheet in which the rate stands. */
const rowNumber = (index: number): number => index + 2;

/** The prices of a few neighbouring rows of one origin and size slip down by one row, as in a public copy that was found so. */
export const shiftedRows: Damage = (rates, zones, chance) => {
  const { header, rows } = tableOf(rates);
  if (rows.length < 3) return undefined;
  const from = wholeBetween(chance, 1, rows.length - 1);
  const slipped = wholeBetween(chance, 2, SHIFTED_MAX);
  const isOneRun = (index: number): boolean =>
    rows[index]?.origin === rows[from]!.origin && rows[index].size === rows[from]!.size;
  const moved: number[] = [];
  for (let at = from; at < from + slipped && isOneRun(at) && isOneRun(at - 1); at += 1) moved.push(at);
  const changed = rows.map((row, at) =>
    moved.includes(at) ? { ...row, prices: rows[at - 1]!.prices } : row,
  );
  const wrong = moved.filter((at) => changed[at]!.prices.join() !== rows[at]!.prices.join());
  if (moved.length < 2 || wrong.length === 0) return undefined;
  return { rates: textOf(header, changed), zones, rows: wrong.map(rowNumber), file: 'rates' };
};

/** One rate is left out. */
export const missingRate: Damage = (rates, zones, chance) => {
  const { header, rows } = tableOf(rates);
  const lost = wholeBetween(chance, 0, rows.length - 1);
  return { rates: textOf(header, rows.toSpliced(lost, 1)), zones, rows: [rowNumber(lost)], file: 'rates' };
};

/** A destination zone is left out altogether; where in its run of one origin and size it stood, the file no longer tells. */
export const missingZone: Damage = (rates, zones, chance) => {
  const { header, rows } = tableOf(rates);
  const lost = rows[wholeBetween(chance, 0, rows.length - 1)]!.zone;
  const kept = rows.filter(({ zone }) => zone !== lost);
  const ends = kept.flatMap((row, at) => {
    const next = kept[at + 1];
    return next?.origin === row.origin && next.size === row.size ? [] : [at + 1];
  });
  const places = [...kept.keys(), ...ends].map(rowNumber);
  return { rates: textOf(header, kept), zones, rows: places, file: 'rates', named: lost };
};

/** A larger size costs less than the next smaller one. */
export const fallingPrice: Damage = (rates, zones, chance) => {
  const { header, rows } = tableOf(rates);
  const at = wholeBetween(chance, 0, rows.length - 1);
  const row = rows[at]!;
  const ladder = rows.filter(({ origin, zone }) => origin === row.origin && zone === row.zone);
  const smaller = ladder.filter(({ size }) => Number(size) < Number(row.size)).at(-1);
  if (!smaller) return undefined;
  const wrong = row.prices.map((_, column) => {
    const below = Number(smaller.prices[column]);
    return String(wholeBetween(chance, Math.ceil(below / 2), below - 1));
  });
  const changed = rows.with(at, { ...row, prices: wrong });
  return {
    rates: textOf(header, changed),
    zones,
    rows: [rowNumber(at), rowNumber(rows.indexOf(smaller))],
    file: 'rates',
  };
};

/** A price that is no price: a comma, a word, nothing, a half, a minus. */
export const spoiltCell: Damage = (rates, zones, chance) => {
  const { header, rows } = tableOf(rates);
  const at = wholeBetween(chance, 0, rows.length - 1);
  const texts = ['"1,460"', 'ask', '', '12.5', '-940', '0', '¥940'];
  const prices = rows[at]!.prices.with(0, texts[wholeBetween(chance, 0, texts.length - 1)]!);
  return {
    rates: textOf(header, rows.with(at, { ...rows[at]!, prices })),
    zones,
    rows: [rowNumber(at)],
    file: 'rates',
  };
};

/** The same rate stands there twice. */
export const doubledRate: Damage = (rates, zones, chance) => {
  const { header, rows } = tableOf(rates);
  const at = wholeBetween(chance, 0, rows.length - 1);
  const again = wholeBetween(chance, at + 1, rows.length);
  return {
    rates: textOf(header, rows.toSpliced(again, 0, rows[at]!)),
    zones,
    rows: [rowNumber(again), rowNumber(at)],
    file: 'rates',
  };
};

/** What is planted, in the words of the report. */
export const DAMAGES: readonly (readonly [name: string, damage: Damage])[] = [
  ['shifted rows', shiftedRows],
  ['a rate missing', missingRate],
  ['a zone missing', missingZone],
  ['price falls with size', fallingPrice],
  ['a cell that is no price', spoiltCell],
  ['a rate twice', doubledRate],
];

/** Draws of one fault until it changes something. */
const DRAWS_MAX = 1_000;

/** So many different plantings of one kind, the same for the same seed. */
export const plantings = (
  damage: Damage,
  rates: string,
  zones: string,
  count: number,
  seed: number,
): Damaged[] => {
  const chance = seededRandom(seed);
  return Array.from({ length: count }, () => {
    for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
      const damaged = damage(rates, zones, chance);
      if (damaged) return damaged;
    }
    throw new Error(`nothing to damage in ${DRAWS_MAX} draws`);
  });
};
