import type { Migration } from '@okuru/platform';

/** What a migration would say to the database, without one: it hears every statement and answers no rows. */
export const statementsOf = async (migration: Migration, direction: 'up' | 'down'): Promise<string[]> => {
  const said: string[] = [];
  const listener = {
    query: (sql: string): Promise<unknown[]> => {
      said.push(...split(sql));
      return Promise.resolve([]);
    },
  };
  await new migration()[direction](listener as unknown as Parameters<InstanceType<Migration>['up']>[0]);
  return said;
};

/** Text in quotes or dollars, a comment, or a separator. */
const PIECES = /\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|"[^"]*"|--[^\n]*|;/g;

/** The statements of one text, without comments, each on one line. */
export const split = (sql: string): string[] => {
  const bare = sql.replaceAll(PIECES, (piece) =>
    piece.startsWith('--') ? ' ' : piece === ';' ? '\0' : piece,
  );
  return bare
    .split('\0')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
};

/** The parts of a list that a comma separates outside of brackets. */
export const partsOf = (list: string): string[] => {
  const parts = [''];
  let depth = 0;
  for (const letter of list) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
};
