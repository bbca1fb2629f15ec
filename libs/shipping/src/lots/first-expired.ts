import type { KnownLot } from '@okuru/scan-engine';

/** A lot with the units of it that nobody was promised. */
export interface FreeLot extends KnownLot {
  readonly sku: string;
  readonly free: number;
}

export interface PromisedLot extends KnownLot {
  readonly sku: string;
  readonly units: number;
}

/** Units of an item that are to be picked. */
export interface WantedUnits {
  readonly sku: string;
  readonly units: number;
}

export const byExpiry = (one: KnownLot, other: KnownLot): number =>
  one.expiresOn < other.expiresOn || (one.expiresOn === other.expiresOn && one.lot < other.lot) ? -1 : 1;

/**
 * First expired, first out: each unit from the lot that expires soonest and may still be given. Fewer than are wanted come back
 * where the lots have no more: whoever picks is told so, and nobody is promised what has expired.
 */
export const firstExpired = (
  wanted: readonly WantedUnits[],
  lots: readonly FreeLot[],
  usableUntilMin: string,
): PromisedLot[] =>
  wanted.flatMap(({ sku, units }) => {
    let left = units;
    return lots
      .filter((lot) => lot.sku === sku && lot.free > 0 && lot.expiresOn >= usableUntilMin)
      .sort(byExpiry)
      .flatMap(({ lot, expiresOn, free }) => {
        const taken = Math.min(left, free);
        left -= taken;
        return taken > 0 ? [{ sku, lot, expiresOn, units: taken }] : [];
      });
  });
