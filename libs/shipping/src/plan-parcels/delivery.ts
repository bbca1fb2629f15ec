import type { DeliveryDemand } from '@okuru/carriers';
import type { ItemFacts } from '@okuru/contracts';
import type { CarrierTables } from '../choose-packaging/packaging-demand.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';

/** When parcels planned now are ready. */
export interface ShippingDay {
  /** ISO date of the shop's today. */
  readonly shipOn: string;
  /** `HH:MM`, no finer than the carriers' cut-offs, so that a question asked twice within the hour is the same question. */
  readonly readyAt: string;
}

/** A time of the day as the carriers' cut-offs see it: the minute after the last one that is over. */
export const readyAt = (time: string, { services }: CarrierTables): string => {
  const over = services.flatMap(({ cutOff }) => (cutOff !== undefined && cutOff < time ? [cutOff] : []));
  if (over.length === 0) return '00:00';
  const [hours = 0, minutes = 0] = over.sort().at(-1)!.split(':').map(Number);
  const after = hours * 60 + minutes + 1;
  return `${twoDigits(Math.floor(after / 60))}:${twoDigits(after % 60)}`;
};

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Goods that travel together, as far as the delivery depends on them. */
export interface GoodsToDeliver {
  readonly temperature: ItemFacts['temperature'];
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

/** What the buyer was promised and what the goods need, as the carriers' tables ask it. */
export const deliveryOf = (
  order: ConfirmedOrder,
  goods: GoodsToDeliver,
  { shipOn, readyAt }: ShippingDay,
): DeliveryDemand => {
  const { prefecture, delivery, cashOnDelivery } = order;
  const codAmountYen = cashOnDelivery ? amountToCollectYen(order, goods) : undefined;
  return {
    prefecture,
    ...{ mode: delivery.mode, cashOnDelivery, shipOn, readyAt, temperature: goods.temperature },
    ...(order.remotePlace === undefined ? {} : { postalCode: order.remotePlace }),
    ...(delivery.service === undefined ? {} : { service: delivery.service }),
    ...(delivery.slot === undefined ? {} : { timeSlot: delivery.slot }),
    ...(delivery.date === undefined ? {} : { arriveOn: delivery.date }),
    ...(codAmountYen === undefined ? {} : { codAmountYen }),
  };
};

/** The day asked for binds nobody any more once the parcel was moved to a pick-up that misses it. */
export const isDayMissed = (asked: string | undefined, expectedOn: string | null): boolean =>
  asked !== undefined && expectedOn !== null && expectedOn > asked;

export const withoutMissedDay = (demand: DeliveryDemand, expectedOn: string | null): DeliveryDemand => {
  const { arriveOn, ...rest } = demand;
  return isDayMissed(arriveOn, expectedOn) ? rest : demand;
};

/** The part of the total that falls on these goods by their prices; all of it where the prices are not known, undefined where it is not. */
export const amountToCollectYen = (
  { totalYen, goodsYen, unitPricesYen }: ConfirmedOrder,
  { lines }: Pick<GoodsToDeliver, 'lines'>,
): number | undefined => {
  if (totalYen === undefined || !goodsYen || !unitPricesYen) return totalYen;
  const pricedYen = lines.reduce(
    (sum, { lineId, quantity }) => sum + quantity * (unitPricesYen[lineId] ?? 0),
    0,
  );
  return Math.min(totalYen, Math.ceil((totalYen * pricedYen) / goodsYen));
};
