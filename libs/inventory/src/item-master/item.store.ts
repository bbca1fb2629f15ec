import type { ItemFacts, SetPart } from '@okuru/contracts';
import { prepared, type ReadTransaction, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { toColumns, toFacts } from './item-columns.js';
import { Catalogue, Item, ItemBarcode } from './item.entity.js';

/** Rows per INSERT: 26 parameters each, and PostgreSQL takes 65,535. */
const ROWS_PER_INSERT = 1_000;

/** The item master's tables. */
@Injectable()
export class ItemStore {
  /** Facts of those skus that are known. One statement, as every batch of orders asks it. */
  async facts(tx: ReadTransaction, skus: Iterable<string>): Promise<Map<string, ItemFacts>> {
    const rows = await tx.query<Item & { barcodes: string[] }>(FACTS, [[...new Set(skus)]]);
    return new Map(rows.map((row) => [row.sku, toFacts(row, row.barcodes)]));
  }

  /** Skus among these that the master knows. */
  async known(tx: ReadTransaction, skus: Iterable<string>): Promise<Set<string>> {
    const rows = await tx.query<{ sku: string }>('SELECT sku FROM item WHERE sku = ANY ($1::text[])', [
      [...skus],
    ]);
    return new Set(rows.map((row) => row.sku));
  }

  /** Parts of those skus that are sets. */
  async parts(tx: ReadTransaction, skus: Iterable<string>): Promise<Map<string, SetPart[]>> {
    const rows = await tx.query<{ sku: string; parts: SetPart[] }>(
      'SELECT sku, parts FROM item WHERE sku = ANY ($1::text[]) AND parts IS NOT NULL',
      [[...new Set(skus)]],
    );
    return new Map(rows.map(({ sku, parts }) => [sku, parts]));
  }

  /** Which sets each of these skus is a part of. Sets are few: they are looked through. */
  async setsWith(tx: ReadTransaction, skus: readonly string[]): Promise<{ sku: string; part: string }[]> {
    if (skus.length === 0) return [];
    return tx.query(
      `SELECT item.sku, part->>'sku' AS part FROM item, jsonb_array_elements(item.parts) AS part
       WHERE item.parts IS NOT NULL AND part->>'sku' = ANY ($1::text[]) ORDER BY 1, 2`,
      [skus],
    );
  }

  /** Imports and edits go one after the other, so that catalogue versions appear in the order they were given. */
  async lockCatalogue(tx: Transaction): Promise<number> {
    const [catalogue] = await tx.manager.find(Catalogue, { lock: { mode: 'pessimistic_write' } });
    if (!catalogue) throw new Error('The catalogue row is missing; the migration makes it.');
    return catalogue.version;
  }

  /** Which item each of these barcodes belongs to now. */
  async barcodeOwners(tx: Transaction, barcodes: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ barcode: string; sku: string }>(
      'SELECT barcode, sku FROM item_barcode WHERE barcode = ANY ($1::text[])',
      [barcodes],
    );
    return new Map(rows.map((row) => [row.barcode, row.sku]));
  }

  async save(tx: Transaction, items: readonly ItemFacts[], catalogueVersion: number): Promise<void> {
    const skus = items.map((item) => item.sku);
    // All barcodes of the changed items go before any comes back: one may move from an item to another.
    await tx.query('DELETE FROM item_barcode WHERE sku = ANY ($1::text[])', [skus]);
    for (const part of parts(items.map(toColumns))) await tx.manager.upsert(Item, part, ['sku']);
    const barcodes = items.flatMap(({ sku, barcodes }) =>
      barcodes.map((barcode, position) => ({ barcode, sku, position })),
    );
    for (const part of parts(barcodes)) await tx.manager.insert(ItemBarcode, part);
    await tx.manager.update(Catalogue, { onlyOne: true }, { version: catalogueVersion });
  }
}

function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    yield rows.slice(from, from + ROWS_PER_INSERT);
}

const FACTS = prepared(`
  SELECT sku, item_version AS "itemVersion", name_ja AS "nameJa", name_en AS "nameEn",
    length_mm AS "lengthMm", width_mm AS "widthMm", height_mm AS "heightMm", weight_grams AS "weightGrams",
    value_yen AS "valueYen", temperature, fragile, keep_upright AS "keepUpright", do_not_stack AS "doNotStack",
    liquid, battery, load_on_top_grams_max AS "loadOnTopGramsMax",
    flat_only AS "flatOnly", folded_length_mm AS "foldedLengthMm", folded_width_mm AS "foldedWidthMm",
    folded_height_mm AS "foldedHeightMm", compresses_to_percent AS "compressesToPercent",
     ships_in_own_box AS "shipsInOwnBox", shelf, look_alike_group AS "lookAlikeGroup", countable, parts,
     lot_controlled AS "lotControlled",
    ARRAY(SELECT barcode FROM item_barcode WHERE item_barcode.sku = item.sku ORDER BY position) AS barcodes
  FROM item WHERE sku = ANY ($1::text[])`);
