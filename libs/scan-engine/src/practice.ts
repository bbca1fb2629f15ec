import type { RefusedScan, Scan } from './scan.js';

/** Something to practise with: its code stands on the practice sheet and nowhere else. */
export interface PracticeThing {
  readonly code: string;
  readonly names: { readonly ja: string; readonly en: string };
}

/**
 * GS1 keeps the numbers from 952 for demonstrations: no maker is ever given one, so that none of them can be an item of a
 * shop.
 */
const DEMONSTRATION = '952';
const OWN = /^(?:CAGE-)?PRACTICE-[\w-]+$/i;
const WAYBILL = /^PRACTICE-W\d+$/i;

export const PRACTICE_GOODS = {
  whiteMug: { code: '9520000000011', names: { ja: 'マグカップ 白', en: 'Mug white' } },
  blueMug: { code: '9520000000028', names: { ja: 'マグカップ 青', en: 'Mug blue' } },
  towel: { code: '9520000000035', names: { ja: 'ふきん', en: 'Tea towel' } },
  teaBag: { code: '9520000000042', names: { ja: '緑茶 ティーバッグ', en: 'Green tea bag' } },
  plate: { code: '9520000000059', names: { ja: '平皿', en: 'Plate' } },
} as const satisfies Readonly<Record<string, PracticeThing>>;

export const PRACTICE_CARTONS = {
  small: { code: '^C:CARTON-PRACTICE-60', names: { ja: '60サイズの箱', en: '60 size carton' } },
  large: { code: '^C:CARTON-PRACTICE-80', names: { ja: '80サイズの箱', en: '80 size carton' } },
} as const satisfies Readonly<Record<string, PracticeThing>>;

export const PRACTICE_PLACES = {
  firstShelf: { code: '^L:PRACTICE-A-01', names: { ja: '棚 A-01', en: 'Shelf A-01' } },
  secondShelf: { code: '^L:PRACTICE-A-02', names: { ja: '棚 A-02', en: 'Shelf A-02' } },
  cage: { code: '^L:CAGE-PRACTICE', names: { ja: '練習急便のカゴ', en: 'Cage of Practice Express' } },
} as const satisfies Readonly<Record<string, PracticeThing>>;

const EXERCISES = 10;
const WAYBILLS = 5;

/** One parcel for each exercise. */
export const PRACTICE_PARCELS: readonly PracticeThing[] = Array.from({ length: EXERCISES }, (_, at) => ({
  code: `^P:PRACTICE-${at + 1}`,
  names: { ja: `練習 ${at + 1}`, en: `Exercise ${at + 1}` },
}));

export const PRACTICE_WAYBILLS: readonly PracticeThing[] = Array.from({ length: WAYBILLS }, (_, at) => ({
  code: `PRACTICE-W${at + 1}`,
  names: { ja: `送り状 ${at + 1}`, en: `Waybill ${at + 1}` },
}));

/** Whether it is a code to practise with, which means nothing at a real table. */
export const isForPractice = (scan: Scan | RefusedScan): boolean => {
  switch (scan.kind) {
    case 'item':
    case 'case':
      return scan.gtin.startsWith(DEMONSTRATION, 1);
    case 'shelf':
    case 'parcel':
    case 'order':
      return OWN.test(scan.code) || /^CAGE-PRACTICE$/i.test(scan.code);
    case 'command':
      return scan.carton !== undefined && OWN.test(scan.carton);
    case 'text':
      return WAYBILL.test(scan.text);
    case 'waybill':
    case 'badge':
    case 'refused':
      return false;
  }
};
