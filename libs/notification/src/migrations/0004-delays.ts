import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Two more letters: a parcel that misses its promise, and units that are awaited. */
export class Delays1761000000004 implements SchemaChange {
  readonly name = 'Delays1761000000004';
  readonly goingBackLoses = 'letters about delays';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter DROP CONSTRAINT letter_kind_check,
        ADD CONSTRAINT letter_kind_check CHECK (kind IN
          ('confirmed', 'awaiting-payment', 'dispatched', 'cancelled', 'amended', 'amendment-refused', 'delayed', 'units-awaited'))
          NOT VALID;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM letter WHERE kind IN ('delayed', 'units-awaited');
      ALTER TABLE letter DROP CONSTRAINT letter_kind_check,
        ADD CONSTRAINT letter_kind_check CHECK (kind IN
          ('confirmed', 'awaiting-payment', 'dispatched', 'cancelled', 'amended', 'amendment-refused'));
    `);
  }
}
