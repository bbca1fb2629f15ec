import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** A line that left in a parcel has an entry for each lot of its units, and still each of them once. */
export class ShippedByLot1764000000041 implements SchemaChange {
  readonly name = 'ShippedByLot1764000000041';
  readonly transaction = false;
  readonly goingBackLoses = 'how many units of a line were of which lot';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS movement_ships_a_lot_once');
    await runner.query(
      `CREATE UNIQUE INDEX CONCURRENTLY movement_ships_a_lot_once
         ON movement (parcel_id, order_id, line_id, coalesce(lot, '')) WHERE kind = 'shipped'`,
    );
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS movement_ships_a_line_once');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(ONE_ENTRY_A_LINE);
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS movement_ships_a_line_once');
    await runner.query(
      `CREATE UNIQUE INDEX CONCURRENTLY movement_ships_a_line_once
         ON movement (parcel_id, order_id, line_id) WHERE kind = 'shipped'`,
    );
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS movement_ships_a_lot_once');
  }
}

/** The first entry of a line takes all of its units, and the others go. Sent as one query, it is one transaction. */
const ONE_ENTRY_A_LINE = `
  UPDATE movement SET change = line.units
  FROM (
    SELECT min(id) AS first, sum(change)::integer AS units FROM movement WHERE kind = 'shipped'
    GROUP BY parcel_id, order_id, line_id HAVING count(*) > 1
  ) AS line
  WHERE movement.id = line.first;
  DELETE FROM movement USING movement AS first
  WHERE movement.kind = 'shipped' AND first.kind = 'shipped' AND movement.id > first.id
    AND movement.parcel_id = first.parcel_id AND movement.order_id = first.order_id AND movement.line_id = first.line_id`;
