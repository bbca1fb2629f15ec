import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** What a set is made of: `[{ "sku": …, "quantity": … }]`; null in what is no set, which is nearly everything. */
export class ItemParts1764000000050 implements SchemaChange {
  readonly name = 'ItemParts1764000000050';
  readonly goingBackLoses = 'what sets are made of';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE item ADD COLUMN parts jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE item DROP COLUMN parts');
  }
}
