import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Bags, envelopes, folding boxes, carriers' boxes and the goods' own box; and how many of a package are left. */
export class PackageShapes1764000000005 implements SchemaChange {
  readonly name = 'PackageShapes1764000000005';
  readonly goingBackLoses = 'packages other than cartons, and how many are left of each';
  readonly allowed = {
    'holds-up': 'a shop has some dozens of packages',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE package_kind
        ADD stock integer CHECK (stock >= 0),
        ADD shape jsonb NOT NULL DEFAULT '{}',
        DROP CONSTRAINT package_kind_kind_check,
        DROP CONSTRAINT package_kind_empty_weight_grams_check,
        ADD CONSTRAINT package_kind_empty_weight_grams_check CHECK (empty_weight_grams >= 0);
      ALTER TABLE package_kind
        ALTER inner_length_mm DROP NOT NULL, ALTER inner_width_mm DROP NOT NULL, ALTER inner_height_mm DROP NOT NULL,
        ALTER outer_length_mm DROP NOT NULL, ALTER outer_width_mm DROP NOT NULL, ALTER outer_height_mm DROP NOT NULL;
      ALTER TABLE package_kind ADD CONSTRAINT kind_has_what_makes_it_one CHECK (CASE kind
        WHEN 'carton' THEN num_nulls(inner_length_mm, inner_width_mm, inner_height_mm, outer_length_mm, outer_width_mm, outer_height_mm) = 0
        WHEN 'carrier-box' THEN num_nulls(inner_length_mm, inner_width_mm, inner_height_mm, outer_length_mm, outer_width_mm, outer_height_mm) = 0
          AND shape ? 'carrier'
        WHEN 'folding-box' THEN num_nulls(inner_length_mm, inner_width_mm, inner_height_mm, outer_length_mm, outer_width_mm, outer_height_mm) = 0
          AND shape ? 'innerHeightMmMin'
        WHEN 'mailer-bag' THEN shape ?& ARRAY['flat', 'wallMm', 'thicknessMmMax']
        WHEN 'padded-envelope' THEN shape ?& ARRAY['flat', 'wallMm', 'thicknessMmMax']
        WHEN 'own-box' THEN true
        ELSE false END);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM package_kind WHERE kind <> 'carton';
      ALTER TABLE package_kind
        DROP CONSTRAINT kind_has_what_makes_it_one, DROP stock, DROP shape,
        ADD CONSTRAINT package_kind_kind_check CHECK (kind = 'carton'),
        DROP CONSTRAINT package_kind_empty_weight_grams_check,
        ADD CONSTRAINT package_kind_empty_weight_grams_check CHECK (empty_weight_grams > 0),
        ALTER inner_length_mm SET NOT NULL, ALTER inner_width_mm SET NOT NULL, ALTER inner_height_mm SET NOT NULL,
        ALTER outer_length_mm SET NOT NULL, ALTER outer_width_mm SET NOT NULL, ALTER outer_height_mm SET NOT NULL;
    `);
  }
}
