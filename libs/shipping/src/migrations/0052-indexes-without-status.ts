import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

const dropped = (name: string): string => `DROP INDEX CONCURRENTLY IF EXISTS ${name}`;
const made = (name: string, which: string): string =>
  `CREATE INDEX CONCURRENTLY ${name} ON parcel (parcel_id) WHERE ${which}`;

/** By name, over which parcels. */
const INDEXES = {
  parcel_here: 'dispatched_at IS NULL AND voided_at IS NULL',
  parcel_on_its_way: 'dispatched_at IS NOT NULL AND delivered_at IS NULL',
  parcel_delivered: 'delivered_at IS NOT NULL',
  parcel_voided: 'voided_at IS NOT NULL',
};

/**
 * Every step of a parcel wrote an entry into every index, since one of them knew its status. Now none does that the packing
 * table asks, and pages keep room, so that the row of a step may stand beside the one before it (HOT). Code of before finds
 * its parcels all the same, by reading more of them.
 */
export class IndexesWithoutStatus1764000000052 implements SchemaChange {
  readonly name = 'IndexesWithoutStatus1764000000052';
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [name, which] of Object.entries(INDEXES)) {
      await queryRunner.query(dropped(name));
      await queryRunner.query(made(name, which));
    }
    await queryRunner.query(dropped('parcel_by_status'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropped('parcel_by_status'));
    await queryRunner.query('CREATE INDEX CONCURRENTLY parcel_by_status ON parcel (status, parcel_id)');
    for (const name of Object.keys(INDEXES)) await queryRunner.query(dropped(name));
  }
}
