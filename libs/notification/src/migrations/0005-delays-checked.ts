import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** The letters of before are held against the kinds there are, while everybody reads and writes. */
export class DelaysChecked1761000000005 implements SchemaChange {
  readonly name = 'DelaysChecked1761000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE letter VALIDATE CONSTRAINT letter_kind_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter DROP CONSTRAINT letter_kind_check,
        ADD CONSTRAINT letter_kind_check CHECK (kind IN
          ('confirmed', 'awaiting-payment', 'dispatched', 'cancelled', 'amended', 'amendment-refused', 'delayed', 'units-awaited'))
          NOT VALID;
    `);
  }
}
