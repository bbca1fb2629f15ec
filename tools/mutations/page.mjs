import { mutations } from './list.mjs';

const HEADING = '## Mutations seen red';
const BEGINS_ALWAYS = 'always';
const BEGINS_WITH_ALL = 'with `--all`';

const cellsOf = ({ name, always = false, file, suite, why }) => [
  name,
  why,
  `\`${file}\``,
  `\`${suite.split('/').at(-1)}\``,
  always ? BEGINS_ALWAYS : BEGINS_WITH_ALL,
];

/** Padded as prettier pads, so that the page passes the check of its format. */
const table = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells, fill) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column], fill)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [
    line(head, ' '),
    line(
      head.map(() => ''),
      '-',
    ),
    ...body.map((row) => line(row, ' ')),
  ];
};

const section = [
  HEADING,
  '',
  'Generated from `tools/mutations/list.mjs` by `npm run docs`; do not edit. `npm run mutations` takes one guard after the other out of the',
  'code that Jest runs (no file is touched) and demands that the test named is red, at the expectation that the list names, after it was',
  `green with every guard in its place. CI takes out those marked ${BEGINS_ALWAYS} at every run; \`npm run mutations -- --all\` takes out all ${mutations.length}.`,
  '',
  ...table([['taken out', 'what would happen', 'where', 'red', 'run'], ...mutations.map(cellsOf)]),
  '',
  '',
].join('\n');

/** The page with its section of mutations as the list tells it now. */
export const withMutations = (page) => {
  const begins = page.indexOf(`${HEADING}\n`);
  if (begins < 0) throw new Error(`docs/reliability.md has no section "${HEADING}"`);
  const ends = page.indexOf('\n## ', begins) + 1;
  return page.slice(0, begins) + section + page.slice(ends || page.length);
};
