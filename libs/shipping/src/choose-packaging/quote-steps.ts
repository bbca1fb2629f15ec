import type { CarrierTables } from './packaging-demand.js';
import type { ParcelToCarry } from './parcel-to-carry.js';

/**
 * A parcel's weight, worth and amount to collect as the steps of the carriers' tables: between two steps no service changes its
 * class, its fee or its mind, so parcels with the same steps and size get the same quotes.
 */
export const stepsOf = ({ services, tariffs }: CarrierTables): ((asked: ParcelToCarry) => string) => {
  const grams = ascending(services.flatMap(({ classes }) => classes.map((one) => one.weightGramsMax)));
  const worth = ascending([
    ...services.flatMap(({ valueYenMax }) => valueYenMax ?? []),
    ...tariffs.flatMap(({ insurance = [] }) => insurance.map((row) => row.amountYenMax)),
  ]);
  const collected = ascending([
    ...services.flatMap(({ codAmountYenMax }) => codAmountYenMax ?? []),
    ...tariffs.flatMap(({ codFees = [] }) => codFees.map((row) => row.amountYenMax)),
  ]);
  return ({ parcel, goods }) => {
    const { outer, carrierBox } = parcel;
    return [
      outer.lengthMm,
      outer.widthMm,
      outer.heightMm,
      stepOf(grams, parcel.grossWeightGrams),
      stepOf(worth, goods.valueYen),
      stepOf(collected, goods.codAmountYen ?? 0),
      (parcel.keepUpright ? 'u' : '') + (goods.battery ? 'b' : '') + (goods.liquid ? 'l' : ''),
      carrierBox?.code ?? '',
    ].join();
  };
};

const ascending = (limits: readonly number[]): number[] => [...new Set(limits)].sort((a, b) => a - b);

/** How many of the limits lie below the amount. */
const stepOf = (limits: readonly number[], amount: number): number => {
  const step = limits.findIndex((limit) => amount <= limit);
  return step < 0 ? limits.length : step;
};
