import { decideVoid, type Parcel, type VoidedEvent } from '../parcel/parcel.js';

/** What happens to one parcel. */
export interface VoidedParcel {
  readonly parcelId: string;
  readonly event: VoidedEvent;
}

/** Too late once one parcel may not be voided any more, and then none is; else every parcel of the order stays, closed ones too. */
export const answerCancellation = (
  parcels: readonly Pick<Parcel, 'parcelId' | 'status'>[],
  at: string,
):
  | { readonly refused: 'already-dispatched' }
  | { readonly stays: readonly string[]; readonly voided: readonly VoidedParcel[] } => {
  const voided: VoidedParcel[] = [];
  for (const { parcelId, status } of parcels) {
    const answer = decideVoid({ status }, at);
    if ('kind' in answer) return { refused: answer.code };
    voided.push(...answer.map((event) => ({ parcelId, event })));
  }
  return { stays: parcels.map(({ parcelId }) => parcelId), voided };
};
