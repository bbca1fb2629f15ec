import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Figures are asked for by days. */
export class BlockedScansByTime1764000000037 implements SchemaChange {
  readonly name = 'BlockedScansByTime1764000000037';
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX CONCURRENTLY IF EXISTS blocked_scan_by_time');
    await queryRunner.query('CREATE INDEX CONCURRENTLY blocked_scan_by_time ON blocked_scan (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX CONCURRENTLY IF EXISTS blocked_scan_by_time');
  }
}
