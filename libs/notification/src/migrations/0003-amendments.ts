import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Two more letters and two more facts that a contact comes with; `amendment` says which is the newest. */
export class Amendments1761000000003 implements SchemaChange {
  readonly name = 'Amendments1761000000003';
  readonly goingBackLoses = 'letters about amendments, and the contacts that only an amendment told';
  readonly allowed = {
    'holds-up': 'nothing ran before the first release, so the tables are small',
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM letter WHERE kind IN ('amended', 'amendment-refused');
      UPDATE correspondent SET heard_from = NULL WHERE heard_from IN ('order.amended', 'order.amendment-refused');
      ALTER TABLE correspondent DROP amendment,
        DROP CONSTRAINT correspondent_heard_from_check,
        ADD CONSTRAINT correspondent_heard_from_check CHECK (heard_from IN
          ('order.held', 'order.confirmed', 'order.cancelled'));
      ALTER TABLE letter DROP CONSTRAINT letter_kind_check,
        ADD CONSTRAINT letter_kind_check CHECK (kind IN
          ('confirmed', 'awaiting-payment', 'dispatched', 'cancelled'));
    `);
  }
}
