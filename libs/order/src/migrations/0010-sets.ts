import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * What an item is worth and, of a set, its names and parts; and on a line of a part the set that was ordered. All optional:
 * the code before it leaves them out, and `okuru rebuild order items` fills what was heard before.
 */
export class Sets1795000000010 implements SchemaChange {
  readonly name = 'Sets1795000000010';
  readonly goingBackLoses = 'what sets are made of, and which sets were ordered';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE item_replica ADD value_yen integer, ADD as_set jsonb');
    await queryRunner.query('ALTER TABLE order_line ADD of_set jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE order_line DROP of_set');
    await queryRunner.query('ALTER TABLE item_replica DROP value_yen, DROP as_set');
  }
}
