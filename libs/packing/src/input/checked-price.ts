import type { ParcelPrice } from '../cheapest/cheapest-packing.js';

/** The price as it is asked during a search; throws a RangeError that names the package when an answer is no sum of yen. */
export const checkedPrice =
  (price: ParcelPrice): ParcelPrice =>
  (parcel) => {
    const yen = price(parcel);
    if (yen !== null && (Number.isNaN(yen) || yen < 0))
      throw new RangeError(
        `${parcel.kind.code}: a price of ${yen} yen is none; answer 0 or more, or null when the parcel may not go`,
      );
    return yen;
  };
