import type { EventData, ShortageCause } from '@okuru/contracts';
import type { KnownLot } from '@okuru/scan-engine';
import { byExpiry } from './first-expired.js';

/** Units of one lot in a parcel. */
export interface LotInParcel extends KnownLot {
  readonly sku: string;
  readonly units: number;
}

export interface ParcelUnits {
  readonly sku: string;
  readonly quantity: number;
}

/**
 * The lots to state of a parcel that leaves: of each item no more than it holds. A box that was divided has picked more than
 * stays in it, and nobody knows which of its units went on: those that expire first stay.
 */
export const lotsLeaving = (
  lines: readonly ParcelUnits[],
  lots: readonly LotInParcel[],
): NonNullable<EventData<'parcel.dispatched'>['lots']> => {
  const left = new Map<string, number>();
  for (const { sku, quantity } of lines) left.set(sku, (left.get(sku) ?? 0) + quantity);
  return [...lots].sort(byExpiry).flatMap(({ sku, lot, expiresOn, units }) => {
    const quantity = Math.max(0, Math.min(units, left.get(sku) ?? 0));
    left.set(sku, (left.get(sku) ?? 0) - quantity);
    return quantity > 0 ? [{ sku, lot, expiresOn, quantity }] : [];
  });
};

/** A line with the units that it lacks already. */
interface ShortLine extends ParcelUnits {
  readonly missing: number;
}

/**
 * Of which lots units are that are missing or damaged, as far as that is known: of several the one that expires first. What
 * was not found was never picked, so it is first of all of those units whose lot nobody recorded.
 */
export const lotsMissing = (
  lines: readonly ShortLine[],
  lots: readonly LotInParcel[],
  {
    sku,
    quantity,
    cause,
  }: { readonly sku: string; readonly quantity: number; readonly cause: ShortageCause },
): { lot: string; quantity: number }[] => {
  const own = lots.filter((one) => one.sku === sku);
  const recorded = own.reduce((sum, { units }) => sum + units, 0);
  const awaited = lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity - line.missing : 0), 0);
  const neverPicked = cause === 'not-found' ? Math.max(0, awaited - recorded) : 0;
  return lotsLeaving([{ sku, quantity: quantity - neverPicked }], own).map((one) => ({
    lot: one.lot,
    quantity: one.quantity,
  }));
};
