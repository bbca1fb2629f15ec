import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Two more letters and two more facts that a contact comes with; `amendment` says which is the newest. */
export class Amendments1761000000003 implements SchemaChange {
  readonly name = 'Amendments1761000000003';
  readonly goingBackLoses = 'which amendment is in a contact';
  readonly allowed = {
    'holds-up': 'nothing ran before the first release, so the tables are small',
    'takes-away': 'the checks only become wider',
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE correspondent ADD amendment int,
        DROP CONSTRAINT correspondent_heard_from_check,
        ADD CONSTRAINT correspondent_heard_from_check CHECK (heard_from IN
          ('order.held', 'order.confirmed', 'order.cancelled', 'order.amended', 'order.amendment-refused'));
      ALTER TABLE letter DROP CONSTRAINT letter_kind_check,
        ADD CONSTRAINT letter_kind_check CHECK (kind IN
          ('confirmed', 'awaiting-payment', 'dispatched', 'cancelled', 'amended', 'amendment-refused'));
    `);
  }

  /** What was written of amendments stays, so the checks stay wide. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE correspondent DROP amendment');
  }
}
