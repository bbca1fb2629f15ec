import type { StockItem } from './stock-api.js';

/** The lot in the hand, as it was scanned or typed. */
export interface LotInHand {
  readonly lot: string;
  /** `2026-12-31`; empty while nobody has said it. */
  readonly expiresOn: string;
}

const NO_LOT: LotInHand = { lot: '', expiresOn: '' };
const LOT = /^[!-z]{1,20}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a tally of the item begins with; undefined where it is not kept by lot. */
export const firstLot = (
  { lotControlled }: Pick<StockItem, 'lotControlled'>,
  scanned?: Partial<LotInHand>,
): LotInHand | undefined => (lotControlled ? { ...NO_LOT, ...scanned } : undefined);

/** A receipt names both; a lot that is known needs no day when it is counted or adjusted. */
export const isNamed = (lot: LotInHand | undefined, needsDay: boolean): boolean =>
  lot === undefined ||
  (LOT.test(lot.lot) && (DAY.test(lot.expiresOn) || (!needsDay && lot.expiresOn === '')));

/** Whether a code that was scanned next is of the lot that is in the hand. */
export const isSameLot = (lot: LotInHand | undefined, scanned: Partial<LotInHand> = {}): boolean =>
  lot === undefined || lot.lot === '' || scanned.lot === undefined || scanned.lot === lot.lot;

/** What the request says of the lot. */
export const saidOf = (lot: LotInHand | undefined): Partial<LotInHand> =>
  lot ? { lot: lot.lot, ...(lot.expiresOn === '' ? {} : { expiresOn: lot.expiresOn }) } : {};
