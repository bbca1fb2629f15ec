import type { CarrierService, ParcelToShip, QuoteRefusalReason, SizeClass } from './types.js';

/** Why a service does not take a parcel of this size and weight. */
export type ParcelRefusalReason = Extract<
  QuoteRefusalReason,
  'too-large' | 'too-heavy' | 'too-long' | 'too-thick'
>;

export type SizeClassResult =
  | { readonly ok: true; readonly sizeClass: SizeClass }
  | { readonly ok: false; readonly reason: ParcelRefusalReason };

/**
 * The class a carrier charges a parcel at: the smallest that takes its three-side sum and, where the carrier's rule says so,
 * its weight. Limits count as met when reached exactly.
 */
export const sizeClassOf = (parcel: ParcelToShip, service: CarrierService): SizeClassResult => {
  const { lengthMm, widthMm, heightMm } = parcel.outer;
  const [thinnest, middle, longest] = [lengthMm, widthMm, heightMm].sort((a, b) => a - b) as [
    number,
    number,
    number,
  ];
  if (thinnest > (service.thicknessMmMax ?? Infinity)) return refused('too-thick');
  if (longest > service.longestSideMmMax) return refused('too-long');
  if (middle > (service.middleSideMmMax ?? Infinity)) return refused('too-large');

  const sumMm = lengthMm + widthMm + heightMm;
  const bySize = service.classes.findIndex(({ threeSideSumMmMax }) => sumMm <= threeSideSumMmMax);
  if (bySize < 0) return refused('too-large');
  const byWeight = service.classes.findIndex(
    ({ weightGramsMax }) => parcel.grossWeightGrams <= weightGramsMax,
  );
  if (service.classRule === 'size-only') {
    const sizeClass = service.classes[bySize]!;
    return parcel.grossWeightGrams <= sizeClass.weightGramsMax
      ? { ok: true, sizeClass }
      : refused('too-heavy');
  }
  if (byWeight < 0) return refused('too-heavy');
  return { ok: true, sizeClass: service.classes[Math.max(bySize, byWeight)]! };
};

const refused = (reason: ParcelRefusalReason): SizeClassResult => ({ ok: false, reason });
