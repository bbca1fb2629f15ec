import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import copy from 'pg-copy-streams';
import type { Client } from 'pg';
import type { Copy } from './copy.js';
import { piecesOf, textOf, type OwnWords, type Pieces } from './pieces.js';
import type { TemplateTable } from './template-tables.js';

/** A table with the templates' rows of it, as COPY writes them. */
export interface CutTable extends TemplateTable {
  readonly rows: readonly Pieces[];
}

const placeOf = (client: Client, { schema, table }: TemplateTable): string =>
  `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`;
const columnsOf = (client: Client, { columns }: TemplateTable): string =>
  columns.map((column) => client.escapeIdentifier(column)).join(', ');

/** Reads the templates' rows of a table, cut at what is their own. */
export const cutTable = async (client: Client, table: TemplateTable, own: OwnWords): Promise<CutTable> => {
  const sql = `COPY (SELECT ${columnsOf(client, table)} FROM ${placeOf(client, table)} WHERE ${table.isOwn}) TO STDOUT`;
  const pieces: Buffer[] = [];
  // bound: the rows of the templates
  for await (const piece of client.query(copy.to(sql))) pieces.push(piece as Buffer);
  const lines = Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1);
  return { ...table, rows: lines.map((line) => cutLine(line, table, own)) };
};

/** The column `serial` counts waybills; its number stands in the waybill, too. */
const cutLine = (line: string, { columns }: TemplateTable, own: OwnWords): Pieces => {
  const serial = columns.indexOf('serial');
  if (serial === -1) return piecesOf(line, own);
  return line.split('\t').flatMap((field, at): Pieces => {
    const tab = at === 0 ? '' : '\t';
    return at === serial
      ? [tab, (each: Copy) => String(each.serialOf(Number(field)))]
      : [tab, ...piecesOf(field, own)];
  });
};

/** Stores each copy's rows of one table. Throws when PostgreSQL refuses one: its constraints are asked as ever. */
export const storeCopies = async (
  client: Client,
  table: CutTable,
  copies: () => Iterable<Copy>,
): Promise<void> => {
  if (table.rows.length === 0) return;
  const lines = function* (): Iterable<Buffer> {
    for (const each of copies()) {
      let text = '';
      for (const row of table.rows) text += `${textOf(row, each)}\n`;
      yield Buffer.from(text);
    }
  };
  const sql = `COPY ${placeOf(client, table)} (${columnsOf(client, table)}) FROM STDIN`;
  try {
    await pipeline(Readable.from(lines()), client.query(copy.from(sql)));
  } catch (fault) {
    throw new Error(`copies of orders were refused by ${table.schema}.${table.table}`, { cause: fault });
  }
};
