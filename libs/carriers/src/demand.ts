import type { CarrierService, DeliveryDemand, QuoteRefusalReason } from './types.js';

/** How a demand names a service: `carrier/service`. */
export const serviceKey = ({
  carrier,
  service,
}: {
  readonly carrier: string;
  readonly service: string;
}): string => `${carrier}/${service}`;

/**
 * What keeps a service from meeting the buyer's demand, whatever the parcel. A mailbox promise is the least there is,
 * so every service meets it; what was paid for is never undercut.
 */
export const demandRefusal = (
  service: CarrierService,
  demand: DeliveryDemand,
): QuoteRefusalReason | undefined => {
  if (demand.mode === 'named-service' && demand.service !== serviceKey(service))
    return 'not-the-paid-service';
  if (demand.mode === 'hand-over' && !service.handOver) return 'no-hand-over';
  if (demand.cashOnDelivery && !service.cashOnDelivery) return 'no-cash-on-delivery';
  if (demand.cashOnDelivery && (demand.codAmountYen ?? 0) > (service.codAmountYenMax ?? Infinity))
    return 'too-much-to-collect';
  if (demand.timeSlot !== undefined && !service.timeSlots.includes(demand.timeSlot))
    return 'slot-not-offered';
  return goodsRefusal(service, demand);
};

/** What the goods are, whatever the parcel. */
const goodsRefusal = (
  service: CarrierService,
  { temperature = 'ambient', valueYen = 0, battery, liquid }: DeliveryDemand,
): QuoteRefusalReason | undefined => {
  if (!(service.temperatures ?? ['ambient']).includes(temperature)) return 'temperature-not-served';
  if (valueYen > (service.valueYenMax ?? Infinity)) return 'worth-too-much';
  if (battery && service.battery === 'no') return 'battery-not-taken';
  if (liquid && service.liquid === 'no') return 'liquid-not-taken';
  return undefined;
};
