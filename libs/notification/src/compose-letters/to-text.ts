import type { Block, LetterDocument } from './letter-document.js';
import { oneLine } from './one-line.js';

/** The letter for readers of plain text. */
export const toText = ({ blocks, language }: LetterDocument): string => {
  const colon = language === 'ja' ? '：' : ': ';
  return `${blocks.map((block) => blockToText(block, colon)).join('\n\n')}\n`;
};

const blockToText = (block: Block, colon: string): string => {
  const pair = (label: string, value: string): string => `${oneLine(label)}${colon}${oneLine(value)}`;
  switch (block.kind) {
    case 'paragraph':
      return oneLine(block.text);
    case 'heading':
      return `■ ${oneLine(block.text)}`;
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
      return `${oneLine(block.text)}\n${block.url}`;
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
  const lines = [`- ${oneLine(name)}`, ...(told.length === 0 ? [] : [`  ${told.join(' / ')}`])];
  return lines.map((line) => `${indent}${line}`).join('\n');
};
