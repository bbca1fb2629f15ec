import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * How the last amendment stands (`amendment`), what it is to make of the order (`amendment_wanted`, until shipping has
 * answered) and the last one that is in the order (`amended`). All optional: the code before it leaves them out.
 */
export class Amendment1795000000006 implements SchemaChange {
  readonly name = 'Amendment1795000000006';
  readonly goingBackLoses = 'amendments of orders';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE orders ADD amendment jsonb, ADD amendment_wanted jsonb, ADD amended smallint`);
    await queryRunner.query(
      `COMMENT ON COLUMN orders.amendment_wanted IS 'Contact and ship-to in it are sealed for order.confirmed; never plain'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orders DROP amendment, DROP amendment_wanted, DROP amended');
  }
}
