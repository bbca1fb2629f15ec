import { hasLeft, type Parcel } from '../parcel/parcel.js';

type ParcelToVoid = Pick<Parcel, 'parcelId' | 'status'>;

/** Too late once anything has left; else every parcel of the order stays, closed ones too. */
export const answerCancellation = (
  parcels: readonly ParcelToVoid[],
):
  | { readonly refused: 'already-dispatched' }
  | { readonly stays: readonly string[]; readonly toVoid: readonly string[] } => {
  if (parcels.some(hasLeft)) return { refused: 'already-dispatched' };
  const idsOf = (some: readonly ParcelToVoid[]) => some.map(({ parcelId }) => parcelId);
  return { stays: idsOf(parcels), toVoid: idsOf(parcels.filter(({ status }) => status !== 'voided')) };
};
