import type { Block, LetterDocument } from './letter-document.js';

/** The letter for readers of plain text; the document is on one line already. */
export const toText = ({ blocks, language }: LetterDocument): string => {
  const colon = language === 'ja' ? '：' : ': ';
  return `${blocks.map((block) => blockToText(block, colon)).join('\n\n')}\n`;
};

const blockToText = (block: Block, colon: string): string => {
  const pair = (label: string, value: string): string => `${label}${colon}${value}`;
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'heading':
      return `■ ${block.text}`;
    case 'facts':
      return block.rows.map(([label, value]) => pair(label, value)).join('\n');
    case 'table':
      return block.rows
        .map((row) =>
          'beneath' in row
            ? tableRow(row.beneath, block.head.slice(1), pair, INDENT)
            : tableRow(row, block.head.slice(1), pair, ''),
        )
        .join('\n');
    case 'link':
      return `${block.text}\n${block.url}`;
  }
};

const INDENT = '  ';

const tableRow = (
  [name = '', ...cells]: readonly string[],
  heads: readonly string[],
  pair: (label: string, value: string) => string,
  indent: string,
): string => {
  const told = cells.flatMap((cell, index) => (cell === '' ? [] : [pair(heads[index] ?? '', cell)]));
  const lines = [`- ${name}`, ...(told.length === 0 ? [] : [`  ${told.join(' / ')}`])];
  return lines.map((line) => `${indent}${line}`).join('\n');
};
