import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * A status that stands in an index costs an entry in every index of the order at each of its changes. The stage is the status
 * of orders that something has left of or that ended, and else `open`: it changes once or twice in the life of an order, so
 * that all other changes stay on their page (HOT) and touch no index. The database derives it, from what older code writes too.
 * What came together is changed together: half of a page is left for the next version of all of its rows.
 */
export class Stage1795000000011 implements SchemaChange {
  readonly name = 'Stage1795000000011';
  readonly goingBackLoses = 'the stage, which follows from the status';
  readonly allowed = {
    'holds-up': 'nothing ran before the first release, so the table is small and written anew within moments',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orders SET (fillfactor = 50)');
    await queryRunner.query('ALTER TABLE order_line SET (fillfactor = 50)');
    await queryRunner.query('ALTER TABLE order_parcel SET (fillfactor = 50)');
    await queryRunner.query(`
      ALTER TABLE orders ADD stage text GENERATED ALWAYS AS (
        CASE WHEN status IN ('partly-shipped', 'shipped', 'delivered', 'cancelled') THEN status ELSE 'open' END) STORED`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE order_parcel RESET (fillfactor)');
    await queryRunner.query('ALTER TABLE order_line SET (fillfactor = 80)');
    await queryRunner.query('ALTER TABLE orders SET (fillfactor = 80)');
    await queryRunner.query('ALTER TABLE orders DROP stage');
  }
}
