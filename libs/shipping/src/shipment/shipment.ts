import { orderedSets, type OrderedSet } from './ordered-sets.js';
import type { AmendmentRefusal, EventData, Sealed } from '@okuru/contracts';

export type ReservedLine = EventData<'stock.reserved'>['lines'][number];

/** What shipping keeps of a confirmed order. */
export interface ConfirmedOrder {
  readonly channel: string;
  readonly reference: string;
  readonly prefecture: number;
  readonly delivery: EventData<'order.confirmed'>['delivery'];
  readonly cashOnDelivery: boolean;
  /** Both keyed hashes: orders that agree in them go to one person at one door. */
  readonly buyerId?: string;
  readonly addressId?: string;
  /** Beginning of the postal code when a carrier counts the place as remote; found when planning. */
  readonly remotePlace?: string;
  /** Words of a gift go into the parcel; found when planning. */
  readonly isGift?: true;
  /** Absent in orders confirmed before this was kept. */
  readonly placedAt?: string;
  /** What the buyer pays in all, tax included; absent in orders confirmed before this was kept. */
  readonly totalYen?: number;
  /** Goods of all lines as priced, before charges and discounts. */
  readonly goodsYen?: number;
  /** line → price of one unit, of orders paid on delivery: their parcels share the total by it. */
  readonly unitPricesYen?: Readonly<Record<string, number>>;
  /** line → percent of tax in its price, of orders paid on delivery; absent in those confirmed before this was kept. */
  readonly taxRates?: Readonly<Record<string, number>>;
  /** Absent where no set was ordered. */
  readonly sets?: readonly OrderedSet[];
  readonly shortStock: EventData<'order.confirmed'>['shortStock'];
  /** Opened for the label only; null once nothing will be sent. */
  readonly shipTo: Sealed | null;
  /** The event whose seal the ship-to has; absent for `order.confirmed`. */
  readonly shipToSealedFor?: 'order.amendment-requested';
}

/** What an accepted amendment made of the order; it outlasts an `order.confirmed` that is heard later. */
export type AmendedDelivery = Pick<ConfirmedOrder, 'prefecture' | 'delivery' | 'addressId' | 'totalYen'> &
  Required<Pick<ConfirmedOrder, 'shipTo' | 'shipToSealedFor'>>;

/** What was answered to the last amendment; asked again, it is answered the same. */
export interface AmendmentAnswer {
  readonly amendment: number;
  /** null: accepted. */
  readonly refused: AmendmentRefusal | null;
  /** Parcels that it voided. */
  readonly parcelIds: readonly string[];
}

/** One `stock.reserved` as it was heard. */
export interface Reservation {
  readonly number: number;
  /** Nothing of the order waits for stock after it. */
  readonly last: boolean;
  /** Units not yet planned; empty once they are, or once nothing of the order will leave. */
  readonly lines: readonly ReservedLine[];
}

/** The join of what order and inventory say of one order: whichever comes last continues. */
export interface Shipment {
  readonly orderId: string;
  readonly confirmed: ConfirmedOrder | null;
  readonly reservations: readonly Reservation[];
  /** A tombstone: nothing of the order leaves, whatever is heard later. */
  readonly voided: boolean;
  readonly amended: AmendedDelivery | null;
  readonly answered: AmendmentAnswer | null;
}

export const hearConfirmed = <S extends Shipment>(shipment: S, fact: EventData<'order.confirmed'>): S =>
  shipment.confirmed || shipment.voided
    ? shipment
    : { ...shipment, confirmed: { ...confirmedFrom(fact), ...shipment.amended } };

/** The order goes as the amendment says; the units that were in parcels are to be planned anew. */
export const amendShipment = <S extends Shipment>(
  shipment: S,
  fact: EventData<'order.amendment-requested'>,
  units: readonly ReservedLine[],
): S => {
  const amended = amendedFrom(fact);
  return {
    ...shipment,
    amended,
    confirmed: shipment.confirmed && { ...shipment.confirmed, ...amended },
    reservations: planLater(shipment, units).reservations,
  };
};

/** These units are set aside for the order and stand in no parcel any more. */
export const planLater = <S extends Shipment>(shipment: S, units: readonly ReservedLine[]): S => ({
  ...shipment,
  reservations: shipment.reservations.map((heard, nth) =>
    nth === 0 ? { ...heard, lines: [...units, ...heard.lines] } : heard,
  ),
});

/** The event whose seal the ship-to of an order has. */
export const sealOf = ({ shipToSealedFor }: ConfirmedOrder): string => shipToSealedFor ?? 'order.confirmed';

export const hearReserved = <S extends Shipment>(shipment: S, fact: EventData<'stock.reserved'>): S => {
  if (shipment.voided || shipment.reservations.some(({ number }) => number === fact.reservation))
    return shipment;
  const heard: Reservation = {
    number: fact.reservation,
    last: fact.outstanding.length === 0,
    lines: fact.lines,
  };
  return { ...shipment, reservations: [...shipment.reservations, heard].sort((a, b) => a.number - b.number) };
};

export const voidShipment = <S extends Shipment>(shipment: S): S => ({
  ...shipment,
  confirmed: shipment.confirmed && { ...shipment.confirmed, shipTo: null },
  amended: null,
  voided: true,
  reservations: withoutLines(shipment),
});

/** Units that may be planned now: all together when the order waits for completeness, else what is reserved so far. */
export const unitsToPlan = ({ confirmed, reservations, voided }: Shipment): readonly ReservedLine[] => {
  if (voided || !confirmed) return [];
  if (!isComplete(reservations) && confirmed.shortStock !== 'ship-available') return [];
  return reservations.flatMap(({ lines }) => lines);
};

/** The units stand in parcels now. */
export const unitsPlanned = <S extends Shipment>(shipment: S): S => ({
  ...shipment,
  reservations: withoutLines(shipment),
});

const withoutLines = ({ reservations }: Shipment): Reservation[] =>
  reservations.map((heard) => ({ ...heard, lines: [] }));

/** Reservations count from 1, so a gap shows that one is still under way. */
const isComplete = (reservations: readonly Reservation[]): boolean => {
  const last = reservations.find((heard) => heard.last);
  return (
    last !== undefined && reservations.filter(({ number }) => number <= last.number).length === last.number
  );
};

const confirmedFrom = ({
  channel,
  reference,
  placedAt,
  buyerId,
  addressId,
  destination,
  delivery,
  payment,
  money,
  lines,
  shortStock,
  shipTo,
}: EventData<'order.confirmed'>): ConfirmedOrder => ({
  ...setsIn(lines),
  channel,
  reference,
  placedAt,
  buyerId,
  ...(addressId === undefined ? {} : { addressId }),
  prefecture: destination.prefecture,
  delivery,
  cashOnDelivery: payment.method === 'cod',
  totalYen: money.total,
  goodsYen: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
  ...(payment.method === 'cod'
    ? {
        unitPricesYen: Object.fromEntries(lines.map(({ lineId, unitPrice }) => [lineId, unitPrice])),
        taxRates: Object.fromEntries(lines.map(({ lineId, taxRate }) => [lineId, taxRate])),
      }
    : {}),
  shortStock,
  shipTo,
});

const setsIn = (lines: EventData<'order.confirmed'>['lines']): Pick<ConfirmedOrder, 'sets'> => {
  const sets = orderedSets(lines);
  return sets === null ? {} : { sets };
};

const amendedFrom = ({
  destination,
  delivery,
  addressId,
  total,
  shipTo,
}: EventData<'order.amendment-requested'>): AmendedDelivery => ({
  prefecture: destination.prefecture,
  delivery,
  addressId,
  totalYen: total,
  shipTo,
  shipToSealedFor: 'order.amendment-requested',
});
