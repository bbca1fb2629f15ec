import type { ServiceName } from '@okuru/contracts';
import type { Migration, SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

const say =
  (...statements: readonly string[]) =>
  async (runner: QueryRunner): Promise<void> => {
    for (const statement of statements) await runner.query(statement);
  };

/** A column, one that is filled at once, and a check for old and new rows, as `docs/evolution.md` wants them. */
const expand = (table: string): Migration =>
  class Expand1990000000001 implements SchemaChange {
    readonly name = 'Expand1990000000001';
    readonly goingBackLoses = 'what was written there';
    up = say(
      `ALTER TABLE ${table} ADD COLUMN gift text, ADD COLUMN wrapped boolean NOT NULL DEFAULT false`,
      `ALTER TABLE ${table} ADD CONSTRAINT gift_has_words CHECK (gift <> '') NOT VALID`,
      `CREATE TABLE gift_card (of uuid PRIMARY KEY, words text NOT NULL)`,
    );
    down = say(`DROP TABLE gift_card`, `ALTER TABLE ${table} DROP COLUMN gift, DROP COLUMN wrapped`);
  };

const prove = (table: string): Migration =>
  class Prove1990000000002 implements SchemaChange {
    readonly name = 'Prove1990000000002';
    up = say(`ALTER TABLE ${table} VALIDATE CONSTRAINT gift_has_words`);
    down = say();
  };

const index = (table: string): Migration =>
  class Index1990000000003 implements SchemaChange {
    readonly name = 'Index1990000000003';
    readonly transaction = false;
    up = say(
      `DROP INDEX CONCURRENTLY IF EXISTS wrapped_first`,
      `CREATE INDEX CONCURRENTLY wrapped_first ON ${table} (wrapped)`,
    );
    down = say(`DROP INDEX CONCURRENTLY IF EXISTS wrapped_first`);
  };

const release = (table: string): readonly Migration[] => [expand(table), prove(table), index(table)];

/** What a release after this one might do to the busiest table of each service, held to the guard like every migration. */
export const NEXT_RELEASE: Readonly<Record<ServiceName, readonly Migration[]>> = {
  order: release('orders'),
  inventory: release('stock'),
  shipping: release('parcel'),
  notification: release('letter'),
};

/** The step of a release after that, which takes away what this one uses. */
export class ContractLetters1990000000004 implements SchemaChange {
  readonly name = 'ContractLetters1990000000004';
  readonly goingBackLoses = 'which letters an order was told of';
  readonly allowed = { 'takes-away': 'planted by a test' };
  up = say('ALTER TABLE order_letter RENAME COLUMN kind TO sort');
  down = say('ALTER TABLE order_letter RENAME COLUMN sort TO kind');
}
