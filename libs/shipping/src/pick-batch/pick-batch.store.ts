import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { Operation, StoredAnswer } from '../parcel/parcel.store.js';
import type { PickBatch, PickEvent, PickGoods, PickMove, PickSlot, PickUnits } from './pick-batch.js';
import type { PickStopped } from './answers.js';
import type { PickLot } from './pick-lots.js';
import { OF_STATUS } from '../parcel/status-sql.js';
import { PickLots } from './pick-lots.store.js';

/** Of more moves the newest can be taken back. */
const MOVES_SHOWN = 50;
const LOOK_ALIKES_MAX = 5;
/** Counting further would tell nobody more. */
const WAITING_COUNTED_MAX = 1_000;

export interface BatchFilter {
  readonly size: number;
  readonly carrier: string | null;
  readonly temperature: string | null;
}

/** A batch in a list. */
export interface ListedBatch {
  readonly batchId: string;
  readonly status: PickBatch['status'];
  /** Under which its work is kept: `staff:` and an id, or the id of a key. */
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly parcels: number;
  readonly units: number;
  readonly picked: number;
  readonly short: number;
}

export type KeptAnswer = StoredAnswer & { readonly requestHash: string };

// The goods of a parcel that was split off another lie on the packing table already.
const NOT_HELD = `p.split_from IS NULL
  AND NOT EXISTS (SELECT FROM pick_slot s WHERE s.parcel_id = p.parcel_id AND NOT s.released)`;
const OPERATION = `
  SELECT request_hash AS "requestHash", status, answer AS body FROM operation WHERE key_id = $1 AND op_id = $2`;
const ANSWER = `
  INSERT INTO operation (key_id, op_id, request_hash, status, answer, at) VALUES ($1, $2, $3, $4, $5::jsonb, $6)
  ON CONFLICT DO NOTHING RETURNING op_id`;

// One starter after the other: the next one's statement begins when the one before has committed, and sees its totes.
// SKIP LOCKED is for the packing table: a parcel that is being scanned this moment waits for no cart.
const ONE_STARTER = `SELECT pg_advisory_xact_lock(hashtextextended('okuru pick batches', 0))`;
const START = `
  WITH chosen AS (
    SELECT p.parcel_id FROM parcel p
    WHERE ${OF_STATUS.planned} AND ($4::text IS NULL OR p.carrier = $4) AND ($5::text IS NULL OR p.temperature = $5)
      AND ${NOT_HELD}
    ORDER BY p.parcel_id LIMIT $6 FOR UPDATE SKIP LOCKED
  ), slots AS (
    SELECT parcel_id, row_number() OVER (ORDER BY parcel_id)::smallint AS slot FROM chosen
  ), batch AS (
    INSERT INTO pick_batch (batch_id, status, started_by, started_at)
    SELECT $1::uuid, 'open', $2, $3::timestamptz WHERE EXISTS (SELECT FROM chosen)
  ), held AS (
    INSERT INTO pick_slot (batch_id, slot, parcel_id) SELECT $1::uuid, slot, parcel_id FROM slots
  ), units AS (
    INSERT INTO pick_unit (batch_id, slot, sku, quantity)
    SELECT $1::uuid, slot, sku, sum(quantity) FROM slots JOIN parcel_line USING (parcel_id) GROUP BY slot, sku
  )
  SELECT count(*)::int AS parcels, EXISTS (
    SELECT FROM slots JOIN parcel_line USING (parcel_id) WHERE item->'lotControlled' = 'true'
  ) AS "hasLots" FROM slots`;

const LOCK = 'SELECT FROM pick_batch WHERE batch_id = $1 FOR UPDATE';
const READ = `
  SELECT b.batch_id AS "batchId", b.status,
    (SELECT jsonb_agg(jsonb_build_object('slot', s.slot, 'parcelId', p.parcel_id, 'orderId', p.order_id,
        'reference', p.reference, 'sets', (SELECT h.confirmed->'sets' FROM shipment h WHERE h.order_id = p.order_id),
        'parcelStatus', p.status, 'trackingNumber', p.tracking_number,
        'service', CASE WHEN p.service IS NOT NULL THEN jsonb_build_object('carrier', p.carrier, 'service', p.service) END)
        ORDER BY s.slot)
     FROM pick_slot s JOIN parcel p USING (parcel_id) WHERE s.batch_id = b.batch_id) AS slots,
    (SELECT jsonb_agg(jsonb_build_object('slot', slot, 'sku', sku, 'quantity', quantity, 'picked', picked, 'short', short)
        ORDER BY slot, sku COLLATE "C")
     FROM pick_unit WHERE batch_id = b.batch_id) AS units,
    (SELECT jsonb_agg(jsonb_build_object('sku', newest.sku, 'name', newest.item->'names'->>'ja',
        'countable', newest.item->'countable', 'shelf', newest.item->'shelf',
        'barcodes', coalesce(
          (SELECT to_jsonb(i.barcodes) FROM item i
           WHERE i.sku = newest.sku AND i.item_version >= (newest.item->>'itemVersion')::integer),
          newest.item->'barcodes'),
        'lots', CASE WHEN newest.item->'lotControlled' = 'true' THEN coalesce(
          (SELECT known.lots FROM item_lots known WHERE known.sku = newest.sku), '[]'::jsonb) END,
        'lookAlikes', coalesce(
          (SELECT jsonb_agg(jsonb_build_object('sku', alike.sku, 'name', alike.name_ja) ORDER BY alike.sku)
           FROM (SELECT i.sku, i.name_ja FROM item i
                 WHERE i.look_alike_group = newest.item->>'lookAlikeGroup' AND i.sku <> newest.sku
                 ORDER BY i.sku LIMIT ${LOOK_ALIKES_MAX}) AS alike),
          '[]'::jsonb)))
     FROM (SELECT DISTINCT ON (l.sku) l.sku, l.item FROM pick_slot s JOIN parcel_line l USING (parcel_id)
           WHERE s.batch_id = b.batch_id ORDER BY l.sku, (l.item->>'itemVersion')::integer DESC) AS newest) AS goods,
    (SELECT jsonb_agg(jsonb_build_object('sku', sku, 'lot', lot, 'expiresOn', expires_on, 'promised', promised, 'picked', picked)
        ORDER BY sku COLLATE "C", expires_on, lot COLLATE "C")
     FROM pick_lot WHERE batch_id = b.batch_id) AS lots,
    (SELECT jsonb_agg(jsonb_build_object('seq', m.seq, 'opId', m.op_id, 'kind', m.kind, 'sku', m.sku, 'fills', m.fills,
        'lots', m.lots) ORDER BY m.seq)
     FROM (SELECT * FROM pick_move WHERE batch_id = b.batch_id AND taken_back_at IS NULL
           ORDER BY seq DESC LIMIT ${MOVES_SHOWN}) AS m) AS moves,
    (SELECT coalesce(max(seq), 0) + 1 FROM pick_move WHERE batch_id = b.batch_id) AS "nextSeq"
  FROM pick_batch b WHERE b.batch_id = $1`;

const FILL = `
  UPDATE pick_unit AS units SET picked = units.picked + fill.picked, short = units.short + fill.short
  FROM jsonb_to_recordset($2::jsonb) AS fill (slot smallint, sku text, picked int, short int)
  WHERE units.batch_id = $1 AND units.slot = fill.slot AND units.sku = fill.sku`;
const MOVE = `
  INSERT INTO pick_move (batch_id, seq, kind, sku, fills, key_id, op_id, at, lots)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9::jsonb)`;
const TAKE_BACK = 'UPDATE pick_move SET taken_back_at = $3 WHERE batch_id = $1 AND seq = $2';
const FINISH = `
  WITH left_out AS (UPDATE pick_slot SET released = true WHERE batch_id = $1 AND slot = ANY ($3::smallint[]))
  UPDATE pick_batch SET status = 'finished', finished_at = $2 WHERE batch_id = $1`;
const STOP = `
  INSERT INTO blocked_scan (parcel_id, order_id, reason, scanned, scanned_sku, expected_sku, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const LIST = `
  SELECT b.batch_id AS "batchId", b.status, b.started_by AS "startedBy", b.started_at AS "startedAt",
    b.finished_at AS "finishedAt", count(DISTINCT u.slot)::int AS parcels, sum(u.quantity)::int AS units,
    sum(u.picked)::int AS picked, sum(u.short)::int AS short
  FROM (SELECT * FROM pick_batch WHERE status = $1 ORDER BY batch_id DESC LIMIT $2) AS b JOIN pick_unit u USING (batch_id)
  GROUP BY b.batch_id, b.status, b.started_by, b.started_at, b.finished_at ORDER BY b.batch_id DESC`;
const WAITING = `
  SELECT count(*)::int AS waiting
  FROM (SELECT FROM parcel p WHERE ${OF_STATUS.planned} AND ${NOT_HELD} LIMIT ${WAITING_COUNTED_MAX}) AS counted`;

interface BatchRow extends Omit<PickBatch, 'goods' | 'moves' | 'lots'> {
  readonly goods: readonly (Omit<PickGoods, 'lots'> & { readonly lots: PickGoods['lots'] | null })[];
  readonly lots: readonly PickLot[] | null;
  readonly slots: readonly PickSlot[];
  readonly units: readonly PickUnits[];
  readonly moves: readonly (Omit<PickMove, 'lots'> & { readonly lots: PickMove['lots'] | null })[] | null;
}

/** Batches, one at a time under the lock of their row. */
@Injectable()
export class PickBatches {
  constructor(private readonly lots: PickLots) {}

  /** What the same action was answered before. */
  async answered(tx: ReadTransaction, { keyId, opId }: Operation): Promise<KeptAnswer | undefined> {
    const [kept] = await tx.query<KeptAnswer>(OPERATION, [keyId, opId]);
    return kept;
  }

  /** False when the same action was answered meanwhile. */
  async answer(tx: Transaction, operation: Operation, answer: StoredAnswer, at: Date): Promise<boolean> {
    const { keyId, opId, requestHash } = operation;
    const values = [keyId, opId, requestHash, answer.status, JSON.stringify(answer.body), at.toISOString()];
    return (await tx.query(ANSWER, values)).length === 1;
  }

  oneStarter(tx: Transaction): Promise<unknown> {
    return tx.query(ONE_STARTER);
  }

  /** The oldest parcels that stand in no batch, each with a tote; answers how many there are, and whether goods of them are kept by lot. Only under `oneStarter`. */
  async start(
    tx: Transaction,
    { batchId, keyId, at }: { readonly batchId: string; readonly keyId: string; readonly at: Date },
    { size, carrier, temperature }: BatchFilter,
  ): Promise<{ readonly parcels: number; readonly hasLots: boolean }> {
    const values = [batchId, keyId, at.toISOString(), carrier, temperature, size];
    const [row] = await tx.query<{ parcels: number; hasLots: boolean }>(START, values);
    return row ?? { parcels: 0, hasLots: false };
  }

  /** Locks the batch until the transaction ends, then reads: what the other one at the cart did before is seen. */
  async open(tx: Transaction, batchId: string): Promise<PickBatch | undefined> {
    await tx.query(LOCK, [batchId]);
    return this.find(tx, batchId);
  }

  async find(tx: ReadTransaction, batchId: string): Promise<PickBatch | undefined> {
    const [row] = await tx.query<BatchRow>(READ, [batchId]);
    return (
      row && {
        ...row,
        goods: new Map(row.goods.map((one) => [one.sku, withoutNoLots(one)])),
        lots: row.lots ?? [],
        moves: (row.moves ?? []).map(withoutNoLots),
      }
    );
  }

  async save(
    tx: Transaction,
    { batchId, slots }: PickBatch,
    events: readonly PickEvent[],
    keyId: string,
    at: Date,
  ): Promise<void> {
    const now = at.toISOString();
    for (const event of events) {
      if (event.type === 'finished') {
        await tx.query(FINISH, [batchId, now, event.released]);
        continue;
      }
      const { seq, opId, kind, sku, fills, lots } = event.move;
      await tx.query(FILL, [batchId, JSON.stringify(fillRows(event))]);
      if (event.type === 'taken-back') await tx.query(TAKE_BACK, [batchId, seq, now]);
      else
        await tx.query(MOVE, [
          batchId,
          seq,
          kind,
          sku,
          JSON.stringify(fills),
          keyId,
          opId,
          now,
          lots ? JSON.stringify(lots) : null,
        ]);
      if (lots) await this.lots.moved(tx, { batchId, slots }, event);
    }
  }

  async stop(tx: Transaction, { blocked }: PickStopped, at: Date): Promise<void> {
    const { parcelId, orderId, reason, scanned, scannedSku, expectedSku } = blocked;
    await tx.query(STOP, [parcelId, orderId, reason, scanned, scannedSku, expectedSku, at.toISOString()]);
  }

  list(tx: ReadTransaction, status: PickBatch['status'], limit: number): Promise<ListedBatch[]> {
    return tx.query<ListedBatch>(LIST, [status, limit]);
  }

  /** Planned parcels that stand in no batch. */
  async waiting(tx: ReadTransaction): Promise<number> {
    const [row] = await tx.query<{ waiting: number }>(WAITING);
    return row?.waiting ?? 0;
  }
}

/** Goods without lots, and what was done with them, say nothing of lots. */
const withoutNoLots = <Kept extends { readonly lots: unknown }>({ lots, ...rest }: Kept) => ({
  ...rest,
  ...(lots !== null && { lots: lots as NonNullable<Kept['lots']> }),
});

const fillRows = ({ type, move }: Exclude<PickEvent, { type: 'finished' }>): object[] =>
  move.fills.map(({ slot, by }) => {
    const signed = type === 'taken-back' ? -by : by;
    const [picked, short] = move.kind === 'picked' ? [signed, 0] : [0, signed];
    return { slot, sku: move.sku, picked, short };
  });
