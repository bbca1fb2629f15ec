import pg from 'pg';
import { backoffMs, pause, type Backoff } from '../database/backoff.js';
import { isTransient } from '../database/transient.js';
import type { OwnSession } from './own-session.js';
import type { Projection } from './projection.js';

const SWAP_TRIES_MAX = 10;
const BETWEEN_SWAPS: Backoff = { firstMs: 200, maxMs: 5_000 };

const COLUMNS = `
  SELECT a.attname AS name, coalesce(a.attnum = ANY (k.conkey), false) AS "isKey"
  FROM pg_attribute a LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p'
  WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`;

interface Table {
  readonly name: string;
  /** With its schema, quoted. */
  readonly live: string;
  readonly shadow: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** How many rows of one table differed. */
export interface TableChange {
  readonly table: string;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Empty tables of one session beside those that serve, under the same names: temporary tables come first in every search
 * path, so the projection's own code writes to them and to nothing else. They are gone with the session, whatever happens.
 */
export class Shadow {
  private constructor(
    private readonly own: OwnSession,
    private readonly tables: readonly Table[],
  ) {}

  static async make(own: OwnSession, projection: Projection): Promise<Shadow> {
    const tables: Table[] = [];
    for (const name of projection.tables) tables.push(await tableOf(own, name));
    for (const table of tables) await own.tx.query(creationOf(table));
    await projection.begin?.(own.tx);
    return new Shadow(own, tables);
  }

  /**
   * Holds up those who write to the tables (readers go on), has the last events brought in, and makes the tables equal to
   * the shadow row by row: what is right already is not touched. Tries again while somebody holds the tables; what fails
   * later fails for good, for the last events are brought in once.
   */
  async swap(bringIn: () => Promise<void>): Promise<TableChange[]> {
    let isLocked = false;
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.own.inTransaction(async () => {
          await this.own.tx.query(lockOf(this.tables));
          isLocked = true;
          await bringIn();
          const changes: TableChange[] = [];
          for (const table of this.tables) changes.push(await this.equalise(table));
          return changes;
        });
      } catch (fault) {
        if (isLocked || !isTransient(fault) || tries >= SWAP_TRIES_MAX) throw fault;
        await pause(backoffMs(BETWEEN_SWAPS, tries));
      }
    }
  }

  private async equalise(table: Table): Promise<TableChange> {
    const rows = await this.own.tx.query<Omit<TableChange, 'table'>>(differenceOf(table));
    const found = rows[0] ?? { rows: 0, added: 0, changed: 0, removed: 0 };
    if (found.removed > 0) await this.own.tx.query(removalOf(table));
    if (found.added + found.changed > 0) await this.own.tx.query(mergeOf(table));
    return { table: table.name, ...found };
  }
}

const tableOf = async (own: OwnSession, name: string): Promise<Table> => {
  const live = `${pg.escapeIdentifier(own.schema)}.${pg.escapeIdentifier(name)}`;
  const rows = await own.tx.query<{ name: string; isKey: boolean }>(COLUMNS, [live]);
  const key = rows.filter(({ isKey }) => isKey).map((column) => pg.escapeIdentifier(column.name));
  if (key.length === 0) throw new Error(`${live} is no table with a primary key.`);
  const columns = rows.map((column) => pg.escapeIdentifier(column.name));
  return { name, live, shadow: `pg_temp.${pg.escapeIdentifier(name)}`, columns, key };
};

const creationOf = ({ live, shadow }: Table): string =>
  `CREATE TEMP TABLE ${shadow} (LIKE ${live} INCLUDING ALL)`;

const lockOf = (tables: readonly Table[]): string =>
  `LOCK TABLE ${tables.map(({ live }) => live).join(', ')} IN EXCLUSIVE MODE`;

/** Rows are compared whole, so jsonb by its meaning and text by its bytes. */
const differenceOf = ({ live, shadow, key, columns }: Table): string => `
  SELECT count(*) FILTER (WHERE is_made)::int AS rows,
    count(*) FILTER (WHERE is_old IS NULL)::int AS added,
    count(*) FILTER (WHERE is_made IS NULL)::int AS removed,
    count(*) FILTER (WHERE is_old AND is_made AND old IS DISTINCT FROM made)::int AS changed
  FROM (SELECT ${key.join(', ')}, true AS is_made, ROW(${columns.join(', ')}) AS made FROM ${shadow}) AS shadow
  FULL JOIN (SELECT ${key.join(', ')}, true AS is_old, ROW(${columns.join(', ')}) AS old FROM ${live}) AS live
    USING (${key.join(', ')})`;

const removalOf = ({ live, shadow, key }: Table): string => `
  DELETE FROM ${live} AS old
  WHERE NOT EXISTS (SELECT FROM ${shadow} AS made WHERE ${key.map((column) => `made.${column} = old.${column}`).join(' AND ')})`;

const mergeOf = ({ live, shadow, key, columns }: Table): string => {
  const values = columns.filter((column) => !key.includes(column));
  const each = (of: string): string => values.map((column) => `${of}.${column}`).join(', ');
  const update =
    values.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${values.map((column) => `${column} = excluded.${column}`).join(', ')}
         WHERE ROW(${each('old')}) IS DISTINCT FROM ROW(${each('excluded')})`;
  return `
    INSERT INTO ${live} AS old (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${shadow}
    ON CONFLICT (${key.join(', ')}) DO ${update}`;
};
