import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** The shop's tariffs and its word on carriers. Both only grow: a decision cites a version, and it must be found again. */
export class CarrierTables1764000000009 implements SchemaChange {
  readonly name = 'CarrierTables1764000000009';
  readonly goingBackLoses = "the shop's tariffs and its word on carriers";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE tariff (
        tariff_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        version text NOT NULL UNIQUE,
        carrier text NOT NULL,
        service text NOT NULL,
        effective_from text NOT NULL,
        document jsonb NOT NULL,
        from_sample text[] NOT NULL,
        put_at timestamptz NOT NULL
      );
      CREATE INDEX tariff_by_service ON tariff (carrier, service, effective_from, tariff_id);
      CREATE TABLE carrier_settings (
        version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        document jsonb NOT NULL,
        put_at timestamptz NOT NULL
      );
      CREATE FUNCTION refuse_change_of_carrier_tables() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is never overwritten: put a new version', TG_TABLE_NAME; END $$;
      CREATE TRIGGER tariff_grows_only BEFORE UPDATE OR DELETE ON tariff
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_carrier_tables();
      CREATE TRIGGER carrier_settings_grow_only BEFORE UPDATE OR DELETE ON carrier_settings
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_carrier_tables();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE tariff, carrier_settings;
      DROP FUNCTION refuse_change_of_carrier_tables;
    `);
  }
}
