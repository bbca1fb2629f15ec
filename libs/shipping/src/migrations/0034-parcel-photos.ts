import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Photos of open boxes, each with the day on which it is deleted: a picture may show a slip and so a person. */
export class ParcelPhotos1764000000034 implements SchemaChange {
  readonly name = 'ParcelPhotos1764000000034';
  readonly goingBackLoses = 'photos of open boxes';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE parcel_photo (
        parcel_id uuid NOT NULL REFERENCES parcel,
        photo_id text NOT NULL,
        key_id text NOT NULL,
        image bytea NOT NULL CHECK (octet_length(image) <= 204800),
        taken_at timestamptz NOT NULL,
        delete_at timestamptz NOT NULL,
        PRIMARY KEY (parcel_id, photo_id)
      );
      ALTER TABLE parcel_photo ALTER COLUMN image SET STORAGE EXTERNAL;
      CREATE INDEX parcel_photo_to_delete ON parcel_photo (delete_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE parcel_photo');
  }
}
