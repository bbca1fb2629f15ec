import { Injectable } from '@nestjs/common';
import type { ItemFacts } from '@okuru/contracts';
import type { ReadTransaction } from '@okuru/platform';
import type { ParcelStatus } from '../parcel/parcel.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';
import type { PlannedFreight } from './planned-freight.js';

/** A parcel as far as its bill asks for it. */
export interface SentParcel {
  readonly parcelId: string;
  readonly trackingNumber: string;
  readonly status: ParcelStatus;
  readonly temperature: ItemFacts['temperature'];
  readonly carrier: string;
  readonly service: string;
  readonly packageCode: string | null;
  readonly weightGrams: number | null;
  /** ISO date; of the planning while it has not left. */
  readonly sentOn: string;
  /** The parcel in its decision, when it still is the plan. */
  readonly chosen: PlannedFreight | null;
  readonly order: ConfirmedOrder;
  readonly lines: readonly {
    readonly lineId: string;
    readonly sku: string;
    readonly quantity: number;
    readonly item: ItemFacts;
  }[];
}

// What lies where in the package is the largest part of a decision, and nobody asks for it here.
const PARCELS = `
  SELECT p.parcel_id AS "parcelId", p.tracking_number AS "trackingNumber", p.status, p.temperature, p.carrier, p.service,
    p.package_code AS "packageCode", p.weight_grams AS "weightGrams", s.confirmed AS "order",
    to_char(coalesce(p.dispatched_at, p.planned_at) AT TIME ZONE $3, 'YYYY-MM-DD') AS "sentOn",
    (SELECT one - 'placements' FROM jsonb_array_elements(p.decision->'outcome'->'chosen') AS chosen (one)
     WHERE one->>'packageCode' = p.package_code AND one->>'carrier' = p.carrier AND one->>'service' = p.service
       AND (one->>'packageYen')::int + (one->>'fillerYen')::int + (one->>'freightYen')::int + (one->>'surchargeYen')::int
         = p.planned_yen LIMIT 1) AS chosen,
    (SELECT jsonb_agg(jsonb_build_object('lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity, 'item', l.item) ORDER BY l.position)
     FROM parcel_line l WHERE l.parcel_id = p.parcel_id) AS lines
  FROM parcel p JOIN shipment s USING (order_id)
  WHERE p.tracking_number = ANY ($1::text[]) AND p.carrier = $2`;

/** Numbers asked for at once: each brings an order and its lines with it. */
const NUMBERS_AT_ONCE_MAX = 500;

/** Finds what a bill speaks of. */
@Injectable()
export class BilledParcels {
  async find(
    tx: ReadTransaction,
    carrier: string,
    trackingNumbers: readonly string[],
    timeZone: string,
  ): Promise<SentParcel[]> {
    const found: SentParcel[] = [];
    for (let at = 0; at < trackingNumbers.length; at += NUMBERS_AT_ONCE_MAX) {
      const numbers = trackingNumbers.slice(at, at + NUMBERS_AT_ONCE_MAX);
      found.push(...(await tx.query<SentParcel>(PARCELS, [numbers, carrier, timeZone])));
    }
    return found;
  }
}
