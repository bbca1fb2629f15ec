import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * What the last accepted amendment made of the order (`amended`, its ship-to sealed) and what was answered to the last
 * one that was asked. Both optional: the code before them leaves them out.
 */
export class Amendments1764000000010 implements SchemaChange {
  readonly name = 'Amendments1764000000010';
  readonly goingBackLoses = 'amendments of orders, also those answered';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE shipment ADD amended jsonb, ADD amendment_answered jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE shipment DROP amended, DROP amendment_answered');
  }
}
