import { Clock, prepared, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';

/** An order as it begins to want stock. */
export interface NewDemand {
  readonly orderId: string;
  readonly placedAt: string;
}

/**
 * What inventory knows of whole orders: whether `order.placed` or `parcels.voided` was heard, and how often stock was reserved.
 * The two come from different topics, in any order and at the same time; the primary key makes one wait for the other.
 */
@Injectable()
export class DemandStore {
  constructor(private readonly clock: Clock) {}

  /**
   * Enters orders, answers those that were new. The others were heard before or are tombstones.
   * Nearly every order gets its first reservation at once, so it is counted from the start.
   */
  async open(tx: Transaction, demands: readonly NewDemand[]): Promise<Set<string>> {
    const sorted = [...demands].sort(byOrderId);
    const rows = await tx.query<{ orderId: string }>(OPEN, [
      sorted.map((demand) => demand.orderId),
      sorted.map((demand) => demand.placedAt),
    ]);
    return new Set(rows.map((row) => row.orderId));
  }

  /** Takes the first reservation back from orders that got nothing yet. */
  async countNone(tx: Transaction, orderIds: readonly string[]): Promise<void> {
    await tx.query(COUNT_NONE, [orderIds]);
  }

  /** Those of the orders that were voided before they were placed; each is named once, however often it is heard. */
  async meetTombstones(tx: Transaction, demands: readonly NewDemand[]): Promise<string[]> {
    const rows = await tx.query<{ orderId: string }>(MEET_TOMBSTONE, [
      demands.map((demand) => demand.orderId),
      demands.map((demand) => demand.placedAt),
    ]);
    return rows.map((row) => row.orderId).sort();
  }

  /** Marks orders nobody has heard of as voided; answers the others. */
  async leaveTombstones(tx: Transaction, orderIds: readonly string[]): Promise<string[]> {
    const sorted = [...orderIds].sort();
    const rows = await tx.query<{ orderId: string }>(TOMBSTONE, [sorted, this.clock.now()]);
    const unheard = new Set(rows.map((row) => row.orderId));
    return sorted.filter((orderId) => !unheard.has(orderId));
  }

  /** Voids placed orders; answers those that were not voided before. Call it with their stock locked. */
  async voidPlaced(tx: Transaction, orderIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ orderId: string }>(VOID, [[...orderIds].sort(), this.clock.now()]);
    return rows.map((row) => row.orderId).sort();
  }

  /** Counts a reservation for each order, and so locks it; answers its number. Call it with the stock locked. */
  async countReservation(tx: Transaction, orderIds: Iterable<string>): Promise<Map<string, number>> {
    const rows = await tx.query<{ orderId: string; reservations: number }>(COUNT, [[...orderIds].sort()]);
    return new Map(rows.map((row) => [row.orderId, row.reservations]));
  }
}

const byOrderId = (a: NewDemand, b: NewDemand): number => (a.orderId < b.orderId ? -1 : 1);

const OPEN = prepared(`
  INSERT INTO order_demand (order_id, placed_at, reservations)
  SELECT order_id, placed_at, 1 FROM unnest($1::uuid[], $2::timestamptz[]) AS given (order_id, placed_at)
  ON CONFLICT (order_id) DO NOTHING
  RETURNING order_id AS "orderId"`);

const COUNT_NONE = 'UPDATE order_demand SET reservations = 0 WHERE order_id = ANY ($1::uuid[])';

const MEET_TOMBSTONE = `
  UPDATE order_demand SET placed_at = heard.placed_at
  FROM unnest($1::uuid[], $2::timestamptz[]) AS heard (order_id, placed_at)
  WHERE order_demand.order_id = heard.order_id AND order_demand.placed_at IS NULL
  RETURNING order_demand.order_id AS "orderId"`;

const TOMBSTONE = `
  INSERT INTO order_demand (order_id, voided_at)
  SELECT given, $2 FROM unnest($1::uuid[]) AS given
  ON CONFLICT (order_id) DO NOTHING
  RETURNING order_id AS "orderId"`;

const VOID = `
  UPDATE order_demand SET voided_at = $2
  FROM (SELECT order_id FROM order_demand WHERE order_id = ANY ($1::uuid[]) ORDER BY order_id FOR UPDATE) AS locked
  WHERE order_demand.order_id = locked.order_id AND order_demand.voided_at IS NULL
  RETURNING order_demand.order_id AS "orderId"`;

const COUNT = `
  UPDATE order_demand SET reservations = reservations + 1
  FROM (SELECT order_id FROM order_demand WHERE order_id = ANY ($1::uuid[]) ORDER BY order_id FOR UPDATE) AS locked
  WHERE order_demand.order_id = locked.order_id
  RETURNING order_demand.order_id AS "orderId", reservations`;
