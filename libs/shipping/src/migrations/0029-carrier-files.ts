import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Waybills that a carrier's own program prints: what the shop agreed with it, and the number by which a parcel comes back. */
export class CarrierFiles1764000000029 implements SchemaChange {
  readonly name = 'CarrierFiles1764000000029';
  readonly goingBackLoses =
    'which parcels stand in which file of a carrier, and what the shop agreed with carriers';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE carrier_contract (
        version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        program text NOT NULL,
        document jsonb NOT NULL,
        put_at timestamptz NOT NULL
      );
      CREATE INDEX carrier_contract_of_program ON carrier_contract (program, version);
      CREATE TABLE carrier_file_row (
        serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parcel_id uuid NOT NULL REFERENCES parcel,
        issue integer NOT NULL,
        program text NOT NULL,
        UNIQUE (parcel_id, issue)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE carrier_file_row, carrier_contract');
  }
}
