import type { Row } from './section.js';

const MARKS = { true: 'holds', false: 'BROKEN', undefined: '' } as const;
const HEADER = ['measured', 'Okuru', 'must be', '', 'peers'] as const;

const cellsOf = ({ what, ours, target = '', holds, peers = '' }: Row): readonly string[] => [
  what,
  ours,
  target,
  MARKS[`${holds}`],
  peers,
];

/** As a Markdown table. */
export const markdownTable = (rows: readonly Row[]): string[] => {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
  return [line(HEADER), line(HEADER.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))];
};

/** Widest columns on a terminal, characters; longer cells go on in the next line. */
const WIDTHS_MAX = [44, 52, 22, 6, 40] as const;

/** As a table for a terminal. */
export const terminalTable = (rows: readonly Row[]): string[] => {
  const all = [HEADER, ...rows.map(cellsOf)].map((cells) =>
    cells.map((cell, at) => wrapped(cell, WIDTHS_MAX[at]!)),
  );
  const widths = HEADER.map((_, at) =>
    Math.max(...all.flatMap((cells) => cells[at]!.map(({ length }) => length))),
  );
  const linesOf = (cells: readonly (readonly string[])[]): string[] =>
    Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) =>
      cells
        .map((cell, at) => (cell[line] ?? '').padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    );
  const [header, ...body] = all.map(linesOf);
  return [...header!, widths.map((width) => '─'.repeat(width)).join('  '), ...body.flat()];
};

/** Lines of at most so many characters, broken between words; a longer word stays whole. */
const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};
