import { escapeHtml as say } from './escape-html.js';
import type { Block, LetterDocument, TableRow } from './letter-document.js';

/**
 * The letter as HTML. No style, script or picture: mail programs strip them, and the mailbox page can forbid all three.
 * Every value passes `say`. The document is on one line already.
 */
export const toHtml = ({ blocks, language, subject }: LetterDocument): string =>
  [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${say(subject)}</title></head>`,
    '<body>',
    ...blocks.map(blockToHtml),
    '</body>',
    '</html>',
    '',
  ].join('\n');

const blockToHtml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${say(block.text)}</p>`;
    case 'heading':
      return `<h3>${say(block.text)}</h3>`;
    case 'facts':
      return tableOf(
        block.rows.map(
          ([label, value]) => `<tr><th align="left">${say(label)}</th><td>${say(value)}</td></tr>`,
        ),
      );
    case 'table':
      return tableOf([
        `<tr>${block.head.map((cell) => `<th align="left">${say(cell)}</th>`).join('')}</tr>`,
        ...block.rows.map(rowOf),
      ]);
    case 'link':
      return `<p><a href="${say(block.url)}">${say(block.text)}</a></p>`;
  }
};

const rowOf = (row: TableRow): string => {
  const [cells, indent] = 'beneath' in row ? [row.beneath, '&emsp;'] : [row, ''];
  return `<tr>${cells.map((cell, index) => cellOf(cell, index, indent)).join('')}</tr>`;
};

const cellOf = (cell: string, index: number, indent: string): string =>
  index === 0 ? `<td>${indent}${say(cell)}</td>` : `<td align="right">${say(cell)}</td>`;

const tableOf = (rows: readonly string[]): string =>
  ['<table border="1" cellpadding="6" cellspacing="0">', ...rows, '</table>'].join('\n');
