import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mutated } from './mutated.mjs';

/** Throws when the list no longer fits the code: the text to take out, or the test that is to be red, is not there. */
export const assertStands = (root, mutation) => {
  const { file, suite, test } = mutation;
  mutated(readFileSync(join(root, file), 'utf8'), mutation);
  const around = dirname(dirname(join(root, suite)));
  const contracts = readdirSync(around, { recursive: true }).filter((path) => path.endsWith('.contract.ts'));
  const sources = [join(root, suite), ...contracts.map((path) => join(around, path))];
  const titles = sources.flatMap((path) => titlesIn(readFileSync(path, 'utf8')));
  if (!titles.some((title) => isTitleOf(title, test))) throw new Error(`${suite} has no test "${test}"`);
};

/** Every quoted text, for a table of cases gives titles too. */
const titlesIn = (source) => [...source.matchAll(/(['`])((?:(?!\1).)+)\1/g)].map(([, , text]) => text);

/** A full name ends in the title; of a title with a value in it, the part before the value stands in the name. */
const isTitleOf = (title, name) => {
  const [fixed, ...values] = title.split(/%s|\$\{/);
  return values.length === 0 ? name.endsWith(` ${title}`) : fixed.length > 0 && name.includes(` ${fixed}`);
};
