import type { EventData } from '@okuru/contracts';
import type { ParcelToBe } from './parcels-to-be.store.js';

/** A planned parcel as `parcels.planned` states it. */
export const statedParcel = ({
  parcelId,
  lines,
  packageCode,
  carriage,
}: Pick<
  ParcelToBe,
  'parcelId' | 'lines' | 'packageCode' | 'carriage'
>): EventData<'parcels.planned'>['parcels'][number] => ({
  parcelId,
  lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
  packageCode,
  carrier: carriage?.carrier ?? null,
  service: carriage?.service ?? null,
  plannedYen: carriage?.plannedYen ?? null,
});
