import type { AmendmentRefusal, EventData } from '@okuru/contracts';
import { decideVoid, type Parcel } from '../parcel/parcel.js';
import { PARCELS_PER_ORDER_MAX } from '../plan-parcels/plan-units.js';
import type { Shipment } from '../shipment/shipment.js';
import type { VoidedParcel } from '../void-parcels/answer-cancellation.js';

type Asked = Pick<EventData<'order.amendment-requested'>, 'changes'>;
type Known = Pick<Shipment, 'voided' | 'confirmed'> & { readonly parcelCount: number };
/** One parcel of the order; `labelled`: a label was asked for. */
export type ParcelOnItsWay = Pick<Parcel, 'parcelId' | 'status'> & { readonly labelled: boolean };

/**
 * Too late once one parcel bears a label, is closed or has left, and then all stay as they are. Else every parcel that
 * the change concerns is void, a begun one too, for nothing that was chosen for the old place may leave for the new one.
 */
export const answerAmendment = (
  shipment: Known,
  parcels: readonly ParcelOnItsWay[],
  asked: Asked,
  at: string,
): { readonly refused: AmendmentRefusal } | { readonly voided: readonly VoidedParcel[] } => {
  const refused = shipment.voided ? 'cancelled' : tooLate(parcels);
  if (refused) return { refused };
  if (!concernsParcels(shipment, asked)) return { voided: [] };
  const voided = parcels.flatMap(({ parcelId, status }) => {
    const answer = decideVoid({ status }, at);
    if ('kind' in answer) throw new Error(`parcel ${parcelId} left although nothing is too late`);
    return answer.map((event) => ({ parcelId, event }));
  });
  return shipment.parcelCount + voided.length > PARCELS_PER_ORDER_MAX
    ? { refused: 'too-many-parcels' }
    : { voided };
};

const tooLate = (parcels: readonly ParcelOnItsWay[]): AmendmentRefusal | undefined => {
  const alive = parcels.filter(({ status }) => status !== 'voided');
  if (alive.some(({ status }) => status === 'dispatched' || status === 'delivered'))
    return 'already-dispatched';
  if (alive.some(({ status }) => status === 'closed')) return 'already-closed';
  return alive.some(({ labelled }) => labelled) ? 'already-labelled' : undefined;
};

/** Charges concern a parcel only when the carrier collects them. */
const concernsParcels = ({ confirmed }: Known, { changes }: Asked): boolean =>
  changes.some(
    (change) =>
      change === 'ship-to' || change === 'delivery' || (change === 'charges' && confirmed?.cashOnDelivery),
  );
