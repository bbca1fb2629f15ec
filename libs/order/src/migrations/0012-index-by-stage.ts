import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Lists by status and the look for buyers that were sent something go by the stage; no index names the status any more. */
export class IndexByStage1795000000012 implements SchemaChange {
  readonly name = 'IndexByStage1795000000012';
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [
      'DROP INDEX CONCURRENTLY IF EXISTS orders_by_stage',
      'CREATE INDEX CONCURRENTLY orders_by_stage ON orders (stage, order_id)',
      'DROP INDEX CONCURRENTLY IF EXISTS orders_sent_to_buyer',
      `CREATE INDEX CONCURRENTLY orders_sent_to_buyer ON orders (buyer_id)
         WHERE stage IN ('partly-shipped', 'shipped', 'delivered')`,
      'DROP INDEX CONCURRENTLY IF EXISTS orders_by_status',
      'DROP INDEX CONCURRENTLY IF EXISTS orders_shipped_to_buyer',
    ])
      await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [
      'DROP INDEX CONCURRENTLY IF EXISTS orders_by_status',
      'CREATE INDEX CONCURRENTLY orders_by_status ON orders (status, order_id)',
      'DROP INDEX CONCURRENTLY IF EXISTS orders_shipped_to_buyer',
      `CREATE INDEX CONCURRENTLY orders_shipped_to_buyer ON orders (buyer_id)
         WHERE status IN ('partly-shipped', 'shipped', 'delivered')`,
      'DROP INDEX CONCURRENTLY IF EXISTS orders_by_stage',
      'DROP INDEX CONCURRENTLY IF EXISTS orders_sent_to_buyer',
    ])
      await queryRunner.query(statement);
  }
}
