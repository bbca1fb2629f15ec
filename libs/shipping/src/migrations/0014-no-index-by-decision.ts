import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Records of choices stay for good and nobody asks for the parcels of one, but every step of a parcel wrote an entry of 64 letters. */
export class NoIndexByDecision1764000000014 implements SchemaChange {
  readonly name = 'NoIndexByDecision1764000000014';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so the table is small',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX parcel_by_decision');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX parcel_by_decision ON parcel (decision_id) WHERE decision_id IS NOT NULL',
    );
  }
}
