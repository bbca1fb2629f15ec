import { Injectable } from '@nestjs/common';
import type { EventData } from '@okuru/contracts';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { FreeLot } from './first-expired.js';

type LotsChanged = EventData<'lots.changed'>;

// A newer version heard first stays: an older one heard late changes nothing.
const REMEMBER = `
  INSERT INTO item_lots AS known (sku, lots_version, lots)
  SELECT sku, "lotsVersion", lots FROM jsonb_to_recordset($1::jsonb) AS heard (sku text, "lotsVersion" int, lots jsonb)
  ORDER BY sku COLLATE "C"
  ON CONFLICT (sku) DO UPDATE SET lots_version = excluded.lots_version, lots = excluded.lots
  WHERE known.lots_version < excluded.lots_version`;

// Not free is what lies in a parcel that inventory has not taken off yet, and what open walks were promised.
const FREE = `
  SELECT known.sku, lot.lot, lot."expiresOn", lot."onHand" - in_parcels.units - promised.units AS free
  FROM item_lots known
  CROSS JOIN LATERAL jsonb_to_recordset(known.lots) AS lot (lot text, "expiresOn" text, "onHand" int)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(packed.units), 0)::int AS units FROM parcel_lot packed JOIN parcel USING (parcel_id)
    WHERE packed.sku = known.sku AND packed.lot = lot.lot AND NOT packed.taken_off AND parcel.status <> 'voided'
  ) AS in_parcels
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(one.promised - one.picked), 0)::int AS units FROM pick_lot one JOIN pick_batch USING (batch_id)
    WHERE one.sku = known.sku AND one.lot = lot.lot AND one.picked < one.promised AND pick_batch.status = 'open'
  ) AS promised
  WHERE known.sku = ANY ($1::text[])`;

/** Which lots there are, as inventory last stated it. */
@Injectable()
export class ItemLots {
  async remember(tx: Pick<Transaction, 'query'>, facts: readonly LotsChanged[]): Promise<void> {
    const newest = new Map<string, LotsChanged>();
    for (const fact of facts)
      if ((newest.get(fact.sku)?.lotsVersion ?? 0) < fact.lotsVersion) newest.set(fact.sku, fact);
    await tx.query(REMEMBER, [
      JSON.stringify([...newest.values()].map(({ sku, lotsVersion, lots }) => ({ sku, lotsVersion, lots }))),
    ]);
  }

  /** Below nothing where more was promised than is left since a count. */
  free(tx: ReadTransaction, skus: readonly string[]): Promise<FreeLot[]> {
    return tx.query<FreeLot>(FREE, [skus]);
  }
}
