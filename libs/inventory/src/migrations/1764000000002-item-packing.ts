import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** What packing may do with an item: lay it flat, fold it, press it, send it in its own box. */
export class ItemPacking1764000000002 implements SchemaChange {
  readonly goingBackLoses = 'what packing may do with each item';
  readonly allowed = {
    'holds-up': 'the item table is small: its checks are read within milliseconds',
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE item
        ADD COLUMN flat_only boolean NOT NULL DEFAULT false,
        ADD COLUMN folded_length_mm integer CHECK (folded_length_mm > 0),
        ADD COLUMN folded_width_mm integer CHECK (folded_width_mm > 0),
        ADD COLUMN folded_height_mm integer CHECK (folded_height_mm > 0),
        ADD COLUMN compresses_to_percent integer CHECK (compresses_to_percent BETWEEN 1 AND 99),
        ADD COLUMN ships_in_own_box boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT item_folded_size_whole_or_none
          CHECK (num_nulls(folded_length_mm, folded_width_mm, folded_height_mm) IN (0, 3))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE item
        DROP COLUMN flat_only, DROP COLUMN folded_length_mm, DROP COLUMN folded_width_mm,
        DROP COLUMN folded_height_mm, DROP COLUMN compresses_to_percent, DROP COLUMN ships_in_own_box`);
  }
}
