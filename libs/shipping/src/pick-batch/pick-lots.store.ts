import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import { firstExpired, type WantedUnits } from '../lots/first-expired.js';
import { ItemLots } from '../lots/item-lots.store.js';
import { ParcelLots } from '../lots/parcel-lots.store.js';
import type { PickBatch, PickEvent } from './pick-batch.js';
import { changesOf } from './pick-lots.js';

// Units that wait for a lot: wanted, and promised of none. A parcel that is not wanted any more waits for nothing.
const UNPROMISED = `
  SELECT wanted.sku, wanted.units - coalesce((
      SELECT sum(promised - picked) FROM pick_lot WHERE batch_id = $1 AND pick_lot.sku = wanted.sku), 0)::int AS units
  FROM (
    SELECT u.sku, sum(u.quantity - u.picked - u.short)::int AS units
    FROM pick_unit u JOIN pick_slot s USING (batch_id, slot) JOIN parcel p USING (parcel_id)
    WHERE u.batch_id = $1 AND p.status IN ('planned', 'packing') AND EXISTS (
      SELECT FROM parcel_line l WHERE l.parcel_id = s.parcel_id AND l.sku = u.sku AND l.item->'lotControlled' = 'true')
    GROUP BY u.sku) AS wanted
  ORDER BY wanted.sku`;
const PROMISE = `
  INSERT INTO pick_lot AS known (batch_id, sku, lot, expires_on, promised)
  SELECT $1, sku, lot, "expiresOn", units
  FROM jsonb_to_recordset($2::jsonb) AS given (sku text, lot text, "expiresOn" date, units int)
  ON CONFLICT (batch_id, sku, lot) DO UPDATE SET promised = known.promised + excluded.promised`;
// Open walks that wait for a lot of these items, in the order in which they began.
const WAITING = `
  SELECT batch_id AS "batchId" FROM pick_batch b WHERE b.status = 'open' AND EXISTS (
    SELECT FROM pick_unit u
    WHERE u.batch_id = b.batch_id AND u.sku = ANY ($1::text[]) AND u.quantity > u.picked + u.short
    GROUP BY u.sku
    HAVING sum(u.quantity - u.picked - u.short) > coalesce((
      SELECT sum(promised - picked) FROM pick_lot l WHERE l.batch_id = b.batch_id AND l.sku = u.sku), 0))
  ORDER BY batch_id LIMIT $2`;
const LOCK = 'SELECT FROM pick_batch WHERE batch_id = ANY ($1::uuid[]) ORDER BY batch_id FOR UPDATE';

const GIVEN = `jsonb_to_recordset($3::jsonb) AS given (lot text, "expiresOn" date, promised int, picked int)`;
const ENSURE = `
  INSERT INTO pick_lot (batch_id, sku, lot, expires_on, promised)
  SELECT DISTINCT $1::uuid, $2, lot, "expiresOn", 0 FROM ${GIVEN} WHERE "expiresOn" IS NOT NULL
  ON CONFLICT DO NOTHING`;
const CHANGE = `
  UPDATE pick_lot AS known SET promised = known.promised + given.promised, picked = known.picked + given.picked
  FROM (SELECT lot, sum(promised)::int AS promised, sum(picked)::int AS picked FROM ${GIVEN} GROUP BY lot) AS given
  WHERE known.batch_id = $1 AND known.sku = $2 AND known.lot = given.lot`;

/** As many open walks as are looked through when lots change; the others are looked through with the next change. */
const WAITING_MAX = 200;

/** Which lots walks are to take, and which they took. */
@Injectable()
export class PickLots {
  constructor(
    private readonly itemLots: ItemLots,
    private readonly parcelLots: ParcelLots,
  ) {}

  /** Promises the walk what is free of the lots, first expired first. Only under `oneStarter`: no two are promised one unit. */
  async promise(tx: Transaction, batchId: string, usableUntilMin: string): Promise<void> {
    const wanted = (await tx.query<WantedUnits>(UNPROMISED, [batchId])).filter(({ units }) => units > 0);
    if (wanted.length === 0) return;
    const free = await this.itemLots.free(
      tx,
      wanted.map(({ sku }) => sku),
    );
    const promised = firstExpired(wanted, free, usableUntilMin);
    if (promised.length) await tx.query(PROMISE, [batchId, JSON.stringify(promised)]);
  }

  /** Open walks that lack a lot of these items. */
  async waitingFor(tx: Transaction, skus: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ batchId: string }>(WAITING, [skus, WAITING_MAX]);
    return rows.map(({ batchId }) => batchId);
  }

  async lock(tx: Transaction, batchIds: readonly string[]): Promise<void> {
    await tx.query(LOCK, [batchIds]);
  }

  /** A step on the walk, or one that was taken back, with what it put into parcels. */
  async moved(
    tx: Transaction,
    { batchId, slots }: Pick<PickBatch, 'batchId' | 'slots'>,
    { type, move }: Exclude<PickEvent, { type: 'finished' }>,
  ): Promise<void> {
    const { sku, lots = [] } = move;
    const sign = type === 'moved' ? 1 : -1;
    const values = [batchId, sku, JSON.stringify(changesOf(lots, sign))];
    await tx.query(ENSURE, values);
    await tx.query(CHANGE, values);
    const parcelOf = new Map(slots.map(({ slot, parcelId }) => [slot, parcelId]));
    // Two fills of one lot for one tote are one row: of two rows to add a statement takes but one.
    const units = new Map<
      string,
      { slot: number; lot: string; expiresOn: string; by: number; isScanned: boolean }
    >();
    for (const fill of lots) {
      const key = JSON.stringify([fill.slot, fill.lot]);
      units.set(key, { ...fill, by: fill.by + (units.get(key)?.by ?? 0) });
    }
    await this.parcelLots.fill(
      tx,
      [...units.values()].map(({ slot, lot, expiresOn, by, isScanned }) => ({
        parcelId: parcelOf.get(slot)!,
        sku,
        lot,
        expiresOn,
        units: sign * by,
        knownBy: isScanned ? 'scan' : 'picker',
      })),
    );
  }
}
