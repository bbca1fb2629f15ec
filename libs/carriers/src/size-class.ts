import type { CarrierService, ParcelToShip, QuoteRefusalReason, SizeClass } from './types.js';

/** Why a service does not take a parcel of this size and weight. */
export type ParcelRefusalReason = Extract<
  QuoteRefusalReason,
  | 'too-large'
  | 'too-heavy'
  | 'too-long'
  | 'too-thick'
  | 'too-small'
  | 'too-long-to-stay-upright'
  | 'box-of-another-carrier'
  | 'own-box-only'
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
  const sides = [lengthMm, widthMm, heightMm].sort((a, b) => a - b) as unknown as Sides;
  const refusal = boxRefusal(parcel, service) ?? sideRefusal(sides, parcel.keepUpright === true, service);
  if (refusal) return refused(refusal);

  const sumMm = lengthMm + widthMm + heightMm;
  const bySize = service.classes.findIndex(
    ({ threeSideSumMmMax, thicknessMmMax = Infinity }) =>
      sumMm <= threeSideSumMmMax && sides[0] <= thicknessMmMax,
  );
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

type Sides = readonly [thinnest: number, middle: number, longest: number];

const boxRefusal = (
  { carrierBox }: ParcelToShip,
  { carrier, ownBoxes }: CarrierService,
): ParcelRefusalReason | undefined => {
  if (carrierBox && carrierBox.carrier !== carrier) return 'box-of-another-carrier';
  if (ownBoxes && !(carrierBox && ownBoxes.includes(carrierBox.code))) return 'own-box-only';
  return undefined;
};

const sideRefusal = (
  [thinnest, middle, longest]: Sides,
  keepUpright: boolean,
  service: CarrierService,
): ParcelRefusalReason | undefined => {
  if (thinnest > (service.thicknessMmMax ?? Infinity)) return 'too-thick';
  if (longest > service.longestSideMmMax) return 'too-long';
  if (keepUpright && longest > (service.uprightSideMmMax ?? Infinity)) return 'too-long-to-stay-upright';
  if (middle > (service.middleSideMmMax ?? Infinity)) return 'too-large';
  const { longest: longestMmMin, middle: middleMmMin } = service.smallestMm ?? NO_SMALLEST;
  return longest < longestMmMin || middle < middleMmMin ? 'too-small' : undefined;
};

const NO_SMALLEST = { longest: 0, middle: 0 };

const refused = (reason: ParcelRefusalReason): SizeClassResult => ({ ok: false, reason });
