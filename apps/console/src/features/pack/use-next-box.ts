import { useQuery } from '@tanstack/react-query';
import { useGround } from '../../shared/ground/ground-context.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { Split } from './split.js';

export interface NextBox {
  readonly parcelId: string;
  /** undefined where the device has not heard of it yet. */
  readonly boxNumber?: number | undefined;
}

/** The box that comes after this one is closed: one that was split off it, or another one of the order. */
export const useNextBox = (parcel: Parcel | undefined, divided: Split | undefined): NextBox | undefined => {
  const { parcels } = useGround();
  const { data } = useQuery({
    queryKey: ['next-box', parcel?.parcelId, parcel?.boxes],
    queryFn: () => parcels.parcelsToPack(),
    enabled: parcel?.status === 'closed',
  });
  if (!parcel) return undefined;
  const others = (data ?? []).filter(
    ({ orderId, parcelId }) => orderId === parcel.orderId && parcelId !== parcel.parcelId,
  );
  const next = others.find(({ splitFrom }) => splitFrom === parcel.parcelId) ?? others[0];
  if (next) return next;
  const parcelId = data ? undefined : divided?.parcels[0]?.parcelId;
  return parcelId === undefined ? undefined : { parcelId };
};
