import { characterOf, type Key, type Layout } from './keys.js';

export interface BurstSettings {
  /** Of the device: the median between two keys of a scanner. */
  readonly medianGapMsMax: number;
  readonly silenceMs: number;
  readonly layout: Layout;
}

export const BURST_SETTINGS: BurstSettings = { medianGapMsMax: 35, silenceMs: 150, layout: 'jis' };
const CHARS_MIN = 4;
const CHARS_MAX = 256;

/** Keys that came in a row and are not yet known to be of a scanner or of a hand. */
export interface Row {
  readonly text: string;
  readonly times: readonly number[];
}

export const NO_ROW: Row = { text: '', times: [] };

/** A row that came to its end. */
export interface EndedRow {
  readonly by: 'scanner' | 'hand';
  readonly text: string;
  readonly at: number;
}

export interface Collected {
  readonly row: Row;
  readonly ended: readonly EndedRow[];
}

/** One key more: it goes on the row, ends it (Enter, Tab), or comes so late that it begins another. */
export const collect = (row: Row, key: Key, settings: BurstSettings): Collected => {
  const { row: going, ended } = afterSilence(row, key.at, settings);
  if (key.key === 'Enter' || key.key === 'Tab')
    return { row: NO_ROW, ended: [...ended, ...endOf(going, settings)] };
  const character = characterOf(key, settings.layout);
  if (character === undefined) return { row: going, ended };
  const longer = { text: going.text + character, times: [...going.times, key.at] };
  return longer.times.length < CHARS_MAX
    ? { row: longer, ended }
    : { row: NO_ROW, ended: [...ended, ...endOf(longer, settings)] };
};

/** What a timer asks: whether the row ended because nothing followed. */
export const afterSilence = (row: Row, now: number, settings: BurstSettings): Collected => {
  const last = row.times.at(-1);
  const isOver = last !== undefined && now - last > settings.silenceMs;
  return isOver ? { row: NO_ROW, ended: endOf(row, settings) } : { row, ended: [] };
};

const endOf = ({ text, times }: Row, { medianGapMsMax }: BurstSettings): EndedRow[] => {
  const at = times.at(-1);
  if (at === undefined) return [];
  const isBurst = times.length >= CHARS_MIN && medianGap(times) <= medianGapMsMax;
  return [{ by: isBurst ? 'scanner' : 'hand', text, at }];
};

/** Not the longest: a busy browser shows single gaps of 75 ms in a scan whose keys came every 8. */
const medianGap = (times: readonly number[]): number => {
  const gaps = times.slice(1).map((time, before) => time - (times[before] ?? time));
  return gaps.sort((one, other) => one - other)[gaps.length >> 1] ?? 0;
};

const REPEAT_MS_MAX = 250;

/** One pull of the trigger may read a code twice; nobody takes another unit in a quarter of a second. */
export const isRepeat = (
  before: Pick<EndedRow, 'text' | 'at'> | undefined,
  now: Pick<EndedRow, 'text' | 'at'>,
): boolean => before !== undefined && before.text === now.text && now.at - before.at <= REPEAT_MS_MAX;
