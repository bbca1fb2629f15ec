import type { Grant, NewLine } from '../allocation/allocate.js';
import { prepared, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { lineKey } from './line-key.js';

/** What one order line has of its sku: ordered = held + waiting + issued + released + cancelled. */
export interface Reservation {
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  /** Units set aside and still in the warehouse. */
  readonly held: number;
  /** Units in the queue. */
  readonly waiting: number;
}

/** Units of one order line. */
export interface LineUnits {
  readonly orderId: string;
  readonly lineId: string;
  readonly units: number;
}

/** Order lines and what they hold. The caller holds the stock rows of their skus, so the lines need no lock of their own. */
@Injectable()
export class ReservationStore {
  /** Writes new lines in the order they were served, which is their place in the queue among orders of one instant. */
  async insert(tx: Transaction, grants: readonly Grant<NewLine>[]): Promise<void> {
    await tx.query(INSERT, [
      grants.map((grant) => grant.line.orderId),
      grants.map((grant) => grant.line.lineId),
      grants.map((grant) => grant.line.sku),
      grants.map((grant) => new Date(grant.line.placedAt)),
      grants.map((grant) => grant.line.quantity),
      grants.map((grant) => grant.granted),
      grants.map((grant) => grant.waiting),
      grants.map((grant) => grant.cancelled),
    ]);
  }

  async skusOf(tx: Transaction, orderIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ sku: string }>(SKUS_OF, [orderIds]);
    return rows.map((row) => row.sku);
  }

  /** All lines of each order, in the order they were entered. */
  async linesByOrder(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, Reservation[]>> {
    const lines = new Map<string, Reservation[]>();
    for (const line of await tx.query<Reservation>(LINES_OF, [orderIds])) {
      const ofOrder = lines.get(line.orderId);
      if (ofOrder) ofOrder.push(line);
      else lines.set(line.orderId, [line]);
    }
    return lines;
  }

  /** Nothing is held and nothing is waited for any more. */
  async release(tx: Transaction, orderIds: readonly string[]): Promise<void> {
    await tx.query(RELEASE, [orderIds]);
  }

  /** Held units have left the warehouse. */
  async issue(tx: Transaction, issued: readonly LineUnits[]): Promise<void> {
    await tx.query(ISSUE, columnsOf(addUp(issued)));
  }

  /** Held units are no more: the line waits for others, at its own place. */
  async queueAgain(tx: Transaction, missing: readonly LineUnits[]): Promise<void> {
    if (missing.length) await tx.query(QUEUE_AGAIN, columnsOf(addUp(missing)));
  }

  /** Waiting units are held from now on. */
  async serve(tx: Transaction, served: readonly LineUnits[]): Promise<void> {
    await tx.query(SERVE, columnsOf(addUp(served)));
  }
}

const columnsOf = (lines: readonly LineUnits[]): unknown[] => [
  lines.map((line) => line.orderId),
  lines.map((line) => line.lineId),
  lines.map((line) => line.units),
];

/** UPDATE … FROM takes one row per line and silently leaves the others out. */
const addUp = (lines: readonly LineUnits[]): LineUnits[] => {
  const total = new Map<string, LineUnits>();
  for (const line of lines) {
    const before = total.get(lineKey(line))?.units ?? 0;
    total.set(lineKey(line), { ...line, units: line.units + before });
  }
  return [...total.values()];
};

const INSERT = prepared(`
  INSERT INTO reservation (order_id, line_id, sku, placed_at, ordered, held, waiting, cancelled)
  SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::int[], $7::int[], $8::int[]
  )`);

const SKUS_OF = prepared('SELECT DISTINCT sku FROM reservation WHERE order_id = ANY ($1::uuid[])');

const LINES_OF = prepared(`
  SELECT order_id AS "orderId", line_id AS "lineId", sku, held, waiting
  FROM reservation WHERE order_id = ANY ($1::uuid[])
  ORDER BY sequence`);

const RELEASE = prepared(`
  UPDATE reservation SET released = released + held + waiting, held = 0, waiting = 0
  WHERE order_id = ANY ($1::uuid[]) AND held + waiting > 0`);

const ISSUE = prepared(`
  UPDATE reservation SET held = held - given.units, issued = issued + given.units
  FROM unnest($1::uuid[], $2::text[], $3::int[]) AS given (order_id, line_id, units)
  WHERE reservation.order_id = given.order_id AND reservation.line_id = given.line_id`);

const QUEUE_AGAIN = `
  UPDATE reservation SET held = held - given.units, waiting = waiting + given.units
  FROM unnest($1::uuid[], $2::text[], $3::int[]) AS given (order_id, line_id, units)
  WHERE reservation.order_id = given.order_id AND reservation.line_id = given.line_id`;

const SERVE = prepared(`
  UPDATE reservation SET held = held + given.units, waiting = waiting - given.units
  FROM unnest($1::uuid[], $2::text[], $3::int[]) AS given (order_id, line_id, units)
  WHERE reservation.order_id = given.order_id AND reservation.line_id = given.line_id`);
