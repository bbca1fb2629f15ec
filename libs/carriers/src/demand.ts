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
  if (demand.timeSlot !== undefined && !service.timeSlots.includes(demand.timeSlot))
    return 'slot-not-offered';
  return undefined;
};
