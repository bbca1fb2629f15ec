import { Inject, Injectable } from '@nestjs/common';
import type { ItemFacts } from '@okuru/contracts';
import { CONFIG, type Config, type Transaction } from '@okuru/platform';

/** An order that waits for units and whose buyer was not told. */
export interface AwaitingOrder {
  readonly orderId: string;
  readonly since: Date;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
  /** Of the parcel that waits longest; null: no carrier is chosen yet. */
  readonly carrier: string | null;
  readonly service: string | null;
  readonly temperature: ItemFacts['temperature'];
}

const AWAITING = `
  WITH waiting AS (
    SELECT p.order_id, l.line_id, l.sku, sum(l.missing)::int AS quantity, min(l.awaited_since) AS since,
      (array_agg(p.parcel_id ORDER BY l.awaited_since, p.parcel_id))[1] AS parcel_id
    FROM parcel p JOIN parcel_line l USING (parcel_id) JOIN shipment s USING (order_id)
    WHERE p.order_id = ANY ($1::uuid[]) AND l.missing > 0 AND l.awaited_since IS NOT NULL
      AND s.voided_at IS NULL AND s.units_awaited_told_at IS NULL
    GROUP BY 1, 2, 3
  ), by_order AS (
    SELECT order_id, min(since) AS since, (array_agg(parcel_id ORDER BY since, parcel_id))[1] AS parcel_id,
      jsonb_agg(jsonb_build_object('lineId', line_id, 'sku', sku, 'quantity', quantity) ORDER BY line_id) AS lines
    FROM waiting GROUP BY 1
  )
  SELECT by_order.order_id AS "orderId", since, lines, carrier, service, temperature
  FROM by_order JOIN parcel USING (parcel_id) ORDER BY by_order.order_id`;
const TOLD = 'UPDATE shipment SET units_awaited_told_at = $2 WHERE order_id = ANY ($1::uuid[])';
const ENDS = `SELECT ($1::date::timestamp + coalesce($2::interval, interval '1 day')) AT TIME ZONE $3 AS ends`;

/** Orders that wait for units in the place of missing ones. The caller holds the locks of the orders. */
@Injectable()
export class UnitsAwaitedTable {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  awaiting(tx: Transaction, orderIds: readonly string[]): Promise<AwaitingOrder[]> {
    return tx.query<AwaitingOrder>(AWAITING, [orderIds]);
  }

  async told(tx: Transaction, orderIds: readonly string[], at: Date): Promise<void> {
    if (orderIds.length > 0) await tx.query(TOLD, [orderIds, at.toISOString()]);
  }

  /** The moment at which a pick-up of the shop's zone ends. */
  async endOf(tx: Transaction, day: string, cutOff: string | undefined): Promise<Date> {
    const [row] = await tx.query<{ ends: Date }>(ENDS, [day, cutOff ?? null, this.config.timeZone]);
    return row!.ends;
  }
}
