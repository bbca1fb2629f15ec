import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** A server built without lz4 goes on with its own compression. */
const compressed = (method: 'lz4' | 'default'): string => `
  DO $$ BEGIN
    ALTER TABLE packaging_decision ALTER question SET COMPRESSION ${method}, ALTER record SET COMPRESSION ${method};
    ALTER TABLE parcel ALTER decision SET COMPRESSION ${method};
  EXCEPTION WHEN feature_not_supported THEN NULL;
  END $$`;

/**
 * A record of a choice is 10 to 25 KiB of JSON, compressed when it is kept, which lz4 does with less work. What is kept already stays
 * as it is and is read as before.
 */
export class QuickerCompression1764000000013 implements SchemaChange {
  readonly name = 'QuickerCompression1764000000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(compressed('lz4'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(compressed('default'));
  }
}
