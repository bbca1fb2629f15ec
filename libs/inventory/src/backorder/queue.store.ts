import type { OpenLine } from '../allocation/allocate.js';
import type { Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';

/** So many units of a sku can be handed to its queue. */
export interface Offer {
  readonly sku: string;
  readonly units: number;
}

/** The queue of a sku: the lines that wait for it, by the time their order was placed. */
@Injectable()
export class QueueStore {
  /** The front of each queue, as long as the units could reach if every line waited for one. Call it with the stock locked. */
  fronts(tx: Transaction, offers: readonly Offer[]): Promise<OpenLine[]> {
    return tx.query<OpenLine>(FRONTS, [offers.map((offer) => offer.sku), offers.map((offer) => offer.units)]);
  }
}

const FRONTS = `
  SELECT front.order_id AS "orderId", front.line_id AS "lineId", offer.sku, front.waiting AS quantity
  FROM unnest($1::text[], $2::int[]) AS offer (sku, units)
  CROSS JOIN LATERAL (
    SELECT order_id, line_id, waiting, placed_at, sequence
    FROM reservation WHERE reservation.sku = offer.sku AND waiting > 0
    ORDER BY placed_at, sequence LIMIT offer.units
  ) AS front
  ORDER BY offer.sku, front.placed_at, front.sequence`;
