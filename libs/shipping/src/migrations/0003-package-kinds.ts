import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';
import { packageRow } from '../package-kinds/package-row.js';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';

/** The shop's packages, with a sensible set to begin with. */
export class PackageKinds1764000000003 implements SchemaChange {
  readonly name = 'PackageKinds1764000000003';
  readonly goingBackLoses = "the shop's packages";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE SEQUENCE package_table_version;
      CREATE TABLE package_kind (
        code text PRIMARY KEY,
        name_ja text NOT NULL,
        kind text NOT NULL CHECK (kind = 'carton'),
        inner_length_mm integer NOT NULL CHECK (inner_length_mm > 0),
        inner_width_mm integer NOT NULL CHECK (inner_width_mm > 0),
        inner_height_mm integer NOT NULL CHECK (inner_height_mm > 0),
        outer_length_mm integer NOT NULL CHECK (outer_length_mm >= inner_length_mm),
        outer_width_mm integer NOT NULL CHECK (outer_width_mm >= inner_width_mm),
        outer_height_mm integer NOT NULL CHECK (outer_height_mm >= inner_height_mm),
        empty_weight_grams integer NOT NULL CHECK (empty_weight_grams > 0),
        gross_weight_grams_max integer NOT NULL CHECK (gross_weight_grams_max > empty_weight_grams),
        cost_yen integer NOT NULL CHECK (cost_yen >= 0),
        in_use boolean NOT NULL DEFAULT true,
        table_version bigint NOT NULL DEFAULT nextval('package_table_version')
      );
    `);
    await queryRunner.query(
      `INSERT INTO package_kind (code, name_ja, kind, inner_length_mm, inner_width_mm, inner_height_mm,
         outer_length_mm, outer_width_mm, outer_height_mm, empty_weight_grams, gross_weight_grams_max, cost_yen)
       SELECT code, name_ja, kind, inner_length_mm, inner_width_mm, inner_height_mm,
         outer_length_mm, outer_width_mm, outer_height_mm, empty_weight_grams, gross_weight_grams_max, cost_yen
       FROM jsonb_populate_recordset(null::package_kind, $1::jsonb)`,
      [JSON.stringify(SEED_PACKAGES.map(packageRow))],
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE package_kind; DROP SEQUENCE package_table_version;`);
  }
}
