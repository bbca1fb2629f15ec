import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** By which two orders to one address are known without opening either. */
export class AddressId1795000000005 implements SchemaChange {
  readonly name = 'AddressId1795000000005';
  readonly goingBackLoses = 'by which two orders to one address are known';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orders ADD address_id text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orders DROP address_id');
  }
}
