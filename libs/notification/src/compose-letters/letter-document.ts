import type { Language } from './language.js';
import { oneLine } from './one-line.js';

/**
 * What a letter says, before it is text or HTML. Data of an order enters here as plain strings only; `onOneLine` puts
 * every string on one line and the HTML rendering escapes it, so no name or sku can become markup or a line of its own.
 */
export interface LetterDocument {
  readonly language: Language;
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Label and value, one pair a line. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** The first cell of a row names the thing, the others are told under their heads. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly TableRow[];
    }
  /** The address comes from our own tables, never from an order. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** A row, or one that belongs to the row above it, such as a part to its set. */
export type TableRow = readonly string[] | { readonly beneath: readonly string[] };

export const beneath = (cells: readonly string[]): TableRow => ({ beneath: cells });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const facts = (rows: readonly (readonly [string, string])[]): Block => ({ kind: 'facts', rows });
export const table = (head: readonly string[], rows: readonly TableRow[]): Block => ({
  kind: 'table',
  head,
  rows,
});
export const link = (text: string, url: string): Block => ({ kind: 'link', text, url });

/** The document with each of its strings on one line, once for all renderings. */
export const onOneLine = ({ language, subject, blocks }: LetterDocument): LetterDocument => ({
  language,
  subject: oneLine(subject),
  blocks: blocks.map(blockOnOneLine),
});

const blockOnOneLine = (block: Block): Block => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return { kind: block.kind, text: oneLine(block.text) };
    case 'facts':
      return facts(block.rows.map(([label, value]) => [oneLine(label), oneLine(value)]));
    case 'table':
      return table(
        block.head.map(oneLine),
        block.rows.map((row) =>
          'beneath' in row ? { beneath: row.beneath.map(oneLine) } : row.map(oneLine),
        ),
      );
    case 'link':
      return link(oneLine(block.text), block.url);
  }
};
