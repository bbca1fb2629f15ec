import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** How far a parcel may be from the weight it should have, each version with its date, and weights that were taken all the same. */
export class WeightCheck1764000000023 implements SchemaChange {
  readonly name = 'WeightCheck1764000000023';
  readonly goingBackLoses = "the shop's word on its packing tables, and why weights were accepted";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE packing_settings (
        version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        document jsonb NOT NULL,
        put_at timestamptz NOT NULL
      );
      CREATE TRIGGER packing_settings_grow_only BEFORE UPDATE OR DELETE ON packing_settings
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_carrier_tables();
      CREATE TABLE weight_accepted (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parcel_id uuid NOT NULL REFERENCES parcel,
        grams integer NOT NULL,
        expected_grams integer NOT NULL,
        reason text NOT NULL CHECK (reason IN ('counted-again', 'more-filler', 'item-weight-wrong')),
        at timestamptz NOT NULL
      );
      CREATE INDEX weight_accepted_of_parcel ON weight_accepted (parcel_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE weight_accepted, packing_settings');
  }
}
