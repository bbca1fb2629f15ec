import type { Migration, SchemaChange } from '@okuru/platform';
import { SERVICE_TABLES as services } from '../../apps/cli/src/evolution/services.js';
import { lossFaults, schemaFaults } from './guard.js';
import { statementsOf } from './statements.js';

/** A migration that says these statements. */
const planted = (
  up: string,
  rest: Partial<SchemaChange> & { readonly called?: string; readonly back?: string } = {},
): Migration => {
  const { called = 'Planted1900000000001', back = '', ...known } = rest;
  return class {
    readonly name = called;
    readonly transaction = known.transaction as boolean;
    readonly allowed = known.allowed;
    readonly goingBackLoses = known.goingBackLoses;
    up = async (runner: { query(sql: string): Promise<unknown> }) => void (await runner.query(up));
    down = async (runner: { query(sql: string): Promise<unknown> }) => void (await runner.query(back));
  } as unknown as Migration;
};

describe('the migrations of a service', () => {
  it.each(services.map((tables) => [tables.service, tables] as const))(
    '%s: nothing in them holds up or breaks code that serves, but for a reason',
    async (_service, { migrations }) => {
      const faults: string[] = [];
      const before: string[] = [];
      for (const migration of migrations) {
        faults.push(...(await schemaFaults(migration, before)), ...(await lossFaults(migration)));
        before.push(...(await statementsOf(migration, 'up')));
      }
      expect(faults).toEqual([]);
    },
  );
});

describe('the guard over migrations', () => {
  it.each([
    ['required-column', 'ALTER TABLE orders ADD COLUMN gift boolean NOT NULL'],
    ['required-column', 'ALTER TABLE orders ADD a text, ADD gift boolean NOT NULL'],
    ['holds-up', 'ALTER TABLE orders ADD COLUMN gift integer CHECK (gift > 0)'],
    ['holds-up', 'ALTER TABLE orders ADD COLUMN gift uuid NOT NULL DEFAULT gen_random_uuid()'],
    ['holds-up', 'ALTER TABLE orders ADD COLUMN gift bigint GENERATED ALWAYS AS IDENTITY'],
    ['holds-up', 'ALTER TABLE orders ALTER COLUMN total TYPE bigint'],
    ['holds-up', 'ALTER TABLE orders ALTER total SET DATA TYPE bigint'],
    ['holds-up', 'ALTER TABLE orders ALTER COLUMN gift SET NOT NULL'],
    ['holds-up', 'ALTER TABLE orders ADD CONSTRAINT gift_is CHECK (gift > 0)'],
    ['holds-up', 'ALTER TABLE order_line ADD FOREIGN KEY (sku) REFERENCES item_replica'],
    ['holds-up', 'LOCK TABLE orders'],
    ['index-not-concurrently', 'CREATE UNIQUE INDEX gifts ON orders (gift)'],
    ['changes-rows', 'UPDATE orders SET gift = false'],
    ['changes-rows', "INSERT INTO orders SELECT 'a; -- b'"],
  ])('catches %s in "%s"', async (rule, up) => {
    expect(await schemaFaults(planted(up))).toEqual([expect.stringContaining(`: ${rule} in "`)]);
  });

  it.each([
    'ALTER TABLE orders DROP COLUMN gift',
    'ALTER TABLE orders DROP gift',
    'ALTER TABLE orders RENAME COLUMN gift TO present',
    'ALTER TABLE orders RENAME TO sales',
    'DROP TABLE order_letter',
    'DROP FUNCTION open_parcel(uuid, text, text)',
    'TRUNCATE order_letter',
  ])('lets nothing but a reasoned contract step say "%s"', async (up) => {
    expect(await schemaFaults(planted(up))).toHaveLength(2);
    const allowed = { 'takes-away': 'no release since 0.2 reads it' };
    expect(await schemaFaults(planted(up, { allowed }))).toHaveLength(1);
    expect(await schemaFaults(planted(up, { called: 'ContractGift1900000000001' }))).toHaveLength(1);
    expect(await schemaFaults(planted(up, { allowed, called: 'ContractGift1900000000001' }))).toEqual([]);
  });

  it.each([
    'ALTER TABLE orders ADD COLUMN gift boolean NOT NULL DEFAULT false',
    'ALTER TABLE orders ADD COLUMN gift numeric(8, 2), ADD wrapped_by text REFERENCES staff',
    'ALTER TABLE orders ADD CONSTRAINT gift_is CHECK (gift > 0) NOT VALID',
    'ALTER TABLE orders VALIDATE CONSTRAINT gift_is',
    'ALTER TABLE orders ALTER gift DROP NOT NULL, DROP CONSTRAINT gift_is',
    'CREATE TABLE gift (id uuid PRIMARY KEY, of text NOT NULL); CREATE INDEX gift_of ON gift (of); INSERT INTO gift VALUES (1)',
    'CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$',
  ])('lets "%s" pass', async (up) => {
    expect(await schemaFaults(planted(up))).toEqual([]);
  });

  it('takes a validated check for proof that a column is never empty', async () => {
    const add = 'ALTER TABLE orders ADD CONSTRAINT gift_is_known CHECK (gift IS NOT NULL) NOT VALID';
    const validate = 'ALTER TABLE orders VALIDATE CONSTRAINT gift_is_known';
    const require = planted('ALTER TABLE orders ALTER gift SET NOT NULL');
    expect(await schemaFaults(require, [add])).toHaveLength(1);
    expect(await schemaFaults(require, [add, validate])).toEqual([]);
  });

  it('wants an index built beside those who write to be safe to build again', async () => {
    const build = 'CREATE INDEX CONCURRENTLY gifts ON orders (gift)';
    expect(await schemaFaults(planted(build))).toEqual([expect.stringContaining('transaction = false')]);
    expect(await schemaFaults(planted(build, { transaction: false }))).toEqual([
      expect.stringContaining('half way'),
    ]);
    const again = `DROP INDEX CONCURRENTLY IF EXISTS gifts; ${build}`;
    expect(await schemaFaults(planted(again, { transaction: false }))).toEqual([]);
    const plain = 'ALTER TABLE orders ADD gift text';
    expect(await schemaFaults(planted(plain, { transaction: false }))).toHaveLength(1);
  });

  it('finds a reason for what is not done', async () => {
    const allowed = { 'holds-up': 'the table is small' };
    expect(await schemaFaults(planted('ALTER TABLE orders ADD gift text', { allowed }))).toHaveLength(1);
  });

  it.each([
    ['ALTER TABLE orders DROP gift', true],
    ['ALTER TABLE orders ALTER gift SET NOT NULL, DROP COLUMN present', true],
    ['DROP TABLE gift', true],
    ["DELETE FROM gift WHERE kind = 'new'", true],
    ['DROP INDEX gifts', false],
    ['ALTER TABLE orders DROP CONSTRAINT gift_is, ALTER gift DROP NOT NULL', false],
  ])('knows whether going back by "%s" loses something', async (back, loses) => {
    const silent = planted('', { back });
    const told = planted('', { back, goingBackLoses: 'which orders are gifts' });
    expect(await lossFaults(silent)).toHaveLength(loses ? 1 : 0);
    expect(await lossFaults(told)).toHaveLength(loses ? 0 : 1);
  });
});
