import type { BrowserContext, Page } from 'playwright-core';

export type Way = 'scanner' | 'keyboard' | 'touch';

interface Felt {
  readonly pointers: readonly string[];
  readonly keys: readonly (readonly [at: number, key: string])[];
}

/** In the page, before anything of it: whatever a real pointer or keyboard does. */
const FEEL = `
  globalThis.feltByPage = { pointers: [], keys: [] };
  for (const type of ['pointerdown', 'wheel'])
    addEventListener(type, (event) => event.isTrusted && feltByPage.pointers.push(event.pointerType ?? type), { capture: true });
  addEventListener('keydown', ({ timeStamp, key }) => feltByPage.keys.push([timeStamp, key]), { capture: true });
`;

/** The slowest scanner and the fastest hand. */
const SCANNER_GAP_MS_MAX = 35;
const BURST_CHARS = 4;

export const watchHands = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(FEEL);
};

/** What was done by another means than the one that should do for the whole work. */
export const doneOtherwise = async (page: Page, way: Way): Promise<string[]> => {
  const { pointers, keys } = (await page.evaluate('feltByPage')) as Felt;
  const bursts = rowsOf(keys).filter(isBurst);
  const strangers = pointers.filter((pointer) => way !== 'touch' || pointer !== 'touch');
  const nothing =
    (way === 'touch' ? pointers.length : keys.length) === 0 ? [`nothing was done by ${way}`] : [];
  const typed = rowsOf(keys).filter((row) => !isBurst(row));
  return [
    ...nothing,
    ...strangers.map((pointer) => `pointer: ${pointer}`),
    ...(way === 'keyboard' ? bursts.map((row) => `faster than a hand: ${wordsOf(row)}`) : []),
    ...(way === 'scanner' ? typed.map((row) => `slower than a scanner: ${wordsOf(row)}`) : []),
    ...(way === 'touch' ? keys.map(([, key]) => `key: ${key}`) : []),
  ];
};

type Row = readonly (readonly [at: number, key: string])[];

/** What a scanner sends ends with Enter. */
const rowsOf = (keys: Row): Row[] => {
  const rows: (readonly [number, string])[][] = [[]];
  for (const key of keys) {
    rows.at(-1)?.push(key);
    if (key[1] === 'Enter') rows.push([]);
  }
  return rows.filter(({ length }) => length > 0);
};

const isBurst = (row: Row): boolean => {
  if (row.length < BURST_CHARS) return false;
  const gaps = row.slice(1).map(([at], nth) => at - (row[nth]?.[0] ?? 0));
  return (
    (gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? Infinity) <= SCANNER_GAP_MS_MAX
  );
};

const wordsOf = (row: Row): string => row.map(([, key]) => key).join(' ');
