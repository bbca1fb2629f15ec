import { isNamed, type LotInHand, saidOf } from './lots.js';
import type { StockItem } from './stock-api.js';

export const MODES = ['receive', 'count', 'adjust'] as const;
/** What is done with the units that are told. */
export type Mode = (typeof MODES)[number];

/** Why units are there that the books lack, or the other way round; the reason says which way. */
export const REASONS = {
  damaged: -1,
  lost: -1,
  sample: -1,
  'sent-back': -1,
  found: 1,
} as const;
export type Reason = keyof typeof REASONS;

/** Units of one item in the making. */
export interface Tally {
  readonly item: StockItem;
  readonly units: number;
  /** Somebody typed the number, so that none at all is meant as well. */
  readonly isTyped: boolean;
  /** Of a count: the ledger when it began. */
  readonly lastMovement: string | null;
  readonly reason: Reason | undefined;
  /** Of goods that are kept by lot: which one. */
  readonly lot?: LotInHand | undefined;
}

export const UNITS_MAX = 1_000_000;

export const isOf = ({ sku, barcodes }: StockItem, code: string): boolean =>
  sku === code || barcodes.includes(code);

/** Units more or fewer by hand; never below none. */
export const moved = <T extends Pick<Tally, 'units'>>(tally: T, by: number): T => ({
  ...tally,
  units: Math.min(UNITS_MAX, Math.max(0, tally.units + by)),
});

export const isReady = (tally: Tally | undefined, mode: Mode): tally is Tally => {
  if (!tally || !isNamed(tally.lot, mode === 'receive')) return false;
  if (mode === 'count') return tally.units > 0 || tally.isTyped;
  return tally.units > 0 && (mode === 'receive' || tally.reason !== undefined);
};

/** What the server is asked, and where. */
export const requestOf = (
  { item: { sku }, units, lastMovement, reason, lot }: Tally,
  mode: Mode,
): { readonly path: string; readonly body: object } => {
  const of = saidOf(lot);
  if (mode === 'receive') {
    const lots = lot && [{ ...of, quantity: units }];
    return {
      path: '/v1/stock/receipts',
      body: { lines: [{ sku, quantity: units, ...(lots && { lots }) }] },
    };
  }
  if (mode === 'count')
    return { path: '/v1/stock/counts', body: { sku, counted: units, lastMovement, ...of } };
  return { path: '/v1/stock/adjustments', body: { sku, by: units * REASONS[reason!], reason, ...of } };
};

/** `STOCK-WHY-DAMAGED`, as a sign at the station says it. */
export const reasonOf = (shelf: string): Reason | undefined => {
  const reason = /^STOCK-WHY-([A-Z-]+)$/i.exec(shelf)?.[1]?.toLowerCase();
  return reason !== undefined && Object.hasOwn(REASONS, reason) ? (reason as Reason) : undefined;
};
