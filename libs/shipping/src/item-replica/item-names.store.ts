import { Injectable } from '@nestjs/common';
import type { EventData } from '@okuru/contracts';
import type { ReadTransaction, Transaction } from '@okuru/platform';

/** An item as a person at the table reads it. */
export interface ItemName {
  readonly sku: string;
  readonly name: string;
}

// One look for each barcode, so that each finds its index.
const BEARING = `
  SELECT asked.barcode, found.sku, found.name FROM unnest($1::text[]) AS asked (barcode)
  CROSS JOIN LATERAL (
    SELECT sku, name_ja AS name FROM item WHERE barcodes @> ARRAY[asked.barcode] OR sku = asked.barcode ORDER BY sku LIMIT 1
  ) AS found`;
const REMEMBER = `
  INSERT INTO item AS known (sku, item_version, name_ja, name_en, barcodes, measured, look_alike_group)
  SELECT sku, item_version, name_ja, name_en, barcodes, measured, look_alike_group
  FROM jsonb_populate_recordset(null::item, $1::jsonb) AS heard ORDER BY sku COLLATE "C"
  ON CONFLICT (sku) DO UPDATE SET item_version = excluded.item_version, name_ja = excluded.name_ja,
    name_en = excluded.name_en, barcodes = excluded.barcodes, measured = excluded.measured,
    look_alike_group = excluded.look_alike_group
  WHERE known.item_version < excluded.item_version`;

/** What shipping keeps of the catalogue: enough to name a wrong scan, to know new barcodes and to see that somebody measured. */
@Injectable()
export class ItemNames {
  /** The item that bears a barcode; a sku is the barcode of the shop's own labels. */
  async bearing(tx: ReadTransaction, barcode: string): Promise<ItemName | undefined> {
    return (await this.bearingEach(tx, [barcode])).get(barcode);
  }

  /** The same for many barcodes. */
  async bearingEach(tx: ReadTransaction, barcodes: readonly string[]): Promise<Map<string, ItemName>> {
    if (barcodes.length === 0) return new Map();
    const rows = await tx.query<ItemName & { barcode: string }>(BEARING, [barcodes]);
    return new Map(rows.map(({ barcode, sku, name }) => [barcode, { sku, name }]));
  }

  /** An older version heard late changes nothing. */
  async remember(tx: Pick<Transaction, 'query'>, items: readonly EventData<'item.changed'>[]): Promise<void> {
    const newest = new Map<string, EventData<'item.changed'>>();
    for (const item of items) {
      const known = newest.get(item.sku);
      if (!known || known.itemVersion < item.itemVersion) newest.set(item.sku, item);
    }
    await tx.query(REMEMBER, [JSON.stringify([...newest.values()].map(rowOf))]);
  }
}

const rowOf = ({
  sku,
  itemVersion,
  names,
  barcodes,
  size,
  weightGrams,
  lookAlikeGroup,
}: EventData<'item.changed'>) => ({
  sku,
  item_version: itemVersion,
  name_ja: names.ja,
  name_en: names.en,
  barcodes,
  measured: { size, weightGrams },
  look_alike_group: lookAlikeGroup,
});
