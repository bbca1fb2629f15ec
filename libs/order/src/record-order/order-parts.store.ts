import { prepared, type Transaction } from '@okuru/platform';
import { countersOf } from '../order/counters.js';
import type { Order } from '../order/order-state.js';
import type { StoredChange } from './saved-orders.store.js';

type Query = Pick<Transaction, 'query'>;
type Change = Pick<StoredChange, 'before' | 'after'>;

export interface Letter {
  readonly orderId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly sentAt: string;
}

const UPDATE_LINES = prepared(`
  UPDATE order_line AS l
  SET set_aside = c.set_aside, cut_short = c.cut_short, reserved = c.reserved, packed = c.packed,
      shipped = c.shipped, cancelled = c.cancelled, returned = c.returned
  FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
              $8::integer[], $9::integer[])
    AS c (order_id, line_id, set_aside, cut_short, reserved, packed, shipped, cancelled, returned)
  WHERE l.order_id = c.order_id AND l.line_id = c.line_id`);

/** Writes the counters that changed; the table's checks are the second opinion on them. */
export const updateLines = async (tx: Query, changes: readonly Change[]): Promise<void> => {
  const lines = changes.flatMap(changedLines);
  if (lines.length === 0) return;
  await tx.query(UPDATE_LINES, [
    lines.map(({ orderId }) => orderId),
    lines.map(({ lineId }) => lineId),
    lines.map(({ setAside }) => setAside),
    lines.map(({ cutShort }) => cutShort),
    lines.map(({ reserved }) => reserved),
    lines.map(({ packed }) => packed),
    lines.map(({ shipped }) => shipped),
    lines.map(({ cancelled }) => cancelled),
    lines.map(({ returned }) => returned),
  ]);
};

const storedLines = (order: Order) =>
  countersOf(order).map((counters, index) => {
    const { setAside = 0, cutShort = 0 } = order.lines[index] ?? {};
    return { orderId: order.orderId, ...counters, setAside, cutShort };
  });

const changedLines = ({ before, after }: Change) => {
  if (before.order === after) return [];
  const old = new Map(storedLines(before.order).map((line) => [line.lineId, JSON.stringify(line)]));
  return storedLines(after).filter((line) => old.get(line.lineId) !== JSON.stringify(line));
};

const PUT_PARCELS = prepared(`
  INSERT INTO order_parcel (order_id, parcel_id, status, lines, carrier, service, tracking_number)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::text[])
  ON CONFLICT (order_id, parcel_id) DO UPDATE
    SET status = excluded.status, lines = excluded.lines, carrier = excluded.carrier, service = excluded.service,
        tracking_number = excluded.tracking_number`);

export const putParcels = async (tx: Query, changes: readonly Change[]): Promise<void> => {
  const parcels = changes.flatMap(({ before, after }) =>
    after.parcels
      .filter((parcel) => !before.order.parcels.includes(parcel))
      .map((parcel) => ({ orderId: after.orderId, ...parcel })),
  );
  if (parcels.length === 0) return;
  await tx.query(PUT_PARCELS, [
    parcels.map(({ orderId }) => orderId),
    parcels.map(({ parcelId }) => parcelId),
    parcels.map(({ status }) => status),
    parcels.map(({ lines }) => JSON.stringify(lines)),
    parcels.map(({ carrier }) => carrier),
    parcels.map(({ service }) => service),
    parcels.map(({ trackingNumber }) => trackingNumber),
  ]);
};

const INSERT_LETTERS = prepared(`
  INSERT INTO order_letter (order_id, message_id, kind, sent_at)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])
  ON CONFLICT (order_id, message_id) DO NOTHING`);

export const insertLetters = async (tx: Query, letters: readonly Letter[]): Promise<void> => {
  if (letters.length === 0) return;
  await tx.query(INSERT_LETTERS, [
    letters.map(({ orderId }) => orderId),
    letters.map(({ messageId }) => messageId),
    letters.map(({ kind }) => kind),
    letters.map(({ sentAt }) => sentAt),
  ]);
};
