import type { Care, ParcelToPrint, Temperature } from '@okuru/carrier-files';
import type { ItemFacts, SealedShipTo } from '@okuru/contracts';
import { isDayMissed } from '../plan-parcels/delivery.js';
import type { CarrierContract } from './carrier-contract.store.js';

/** What is known of a parcel that is to stand in a carrier's file. */
export interface KnownParcel {
  readonly controlNumber: string;
  readonly service: string;
  readonly temperature: Temperature;
  readonly items: readonly ItemFacts[];
  readonly classCode: string | undefined;
  readonly shipTo: SealedShipTo;
  readonly delivery: { readonly date?: string | undefined; readonly slot?: string | undefined };
  /** Since it missed a pick-up; null: it did not. */
  readonly expectedOn: string | null;
  readonly cashOnDelivery: { readonly amountYen: number; readonly taxYen: number } | undefined;
}

/** The one model behind every carrier's file, from what shipping knows. */
export const parcelToPrint = (
  known: KnownParcel,
  { sender, goodsWords }: CarrierContract,
  shipsOn: string,
): ParcelToPrint => {
  const { name, postalCode, prefecture, city, street, building, phone } = known.shipTo;
  return {
    controlNumber: known.controlNumber,
    service: known.service,
    to: {
      ...{ name, postalCode, prefecture, city, street, phone: phone ?? '' },
      ...(building === undefined ? {} : { building }),
    },
    from: sender,
    goods: [goodsWords],
    care: careOf(known.items),
    temperature: known.temperature,
    shipsOn,
    ...arrivalAsked(known),
    ...(known.delivery.slot === undefined ? {} : { timeSlot: known.delivery.slot }),
    ...(known.cashOnDelivery ? { cashOnDelivery: known.cashOnDelivery } : {}),
    ...(known.classCode === undefined ? {} : { sizeClass: known.classCode }),
  };
};

/** A day that cannot be kept any more is not asked of the carrier. */
const arrivalAsked = ({ delivery: { date }, expectedOn }: KnownParcel): { arrivesOn?: string } =>
  date === undefined || isDayMissed(date, expectedOn) ? {} : { arrivesOn: date };

/** What the item master says of the goods has its place on the waybill. */
const careOf = (items: readonly ItemFacts[]): Care[] => {
  const any = (is: (handling: ItemFacts['handling']) => boolean): boolean =>
    items.some(({ handling }) => is(handling));
  return [
    ...(any(({ fragile }) => fragile) ? (['fragile'] as const) : []),
    ...(any(({ keepUpright }) => keepUpright) ? (['this-side-up'] as const) : []),
    ...(any(({ doNotStack }) => doNotStack) ? (['do-not-stack'] as const) : []),
    ...(any(({ liquid }) => liquid) ? (['bottles'] as const) : []),
  ];
};
