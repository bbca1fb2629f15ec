/**
 * Records the schema of every event as it is stated now, with a fact of it, for `libs/contracts/src/compatibility.spec.ts`
 * (`npm run record:events`). What is recorded may grow and never changes: a change that breaks readers is refused.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { breaksOf, catalogue } from '../libs/contracts/dist/index.js';

const FOLDER = 'libs/contracts/recorded';
mkdirSync(FOLDER, { recursive: true });

for (const { type, version, schema: shape, example } of catalogue) {
  const file = `${FOLDER}/${type}.v${version}.json`;
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  const before = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { type, version, schema, facts: [] };
  const breaks = breaksOf(before.schema, schema);
  if (breaks.length > 0) {
    console.error(`${file}: ${breaks.join('; ')}. State it as a new version.`);
    process.exitCode = 1;
    continue;
  }
  const isKnown = before.facts.some((fact) => isDeepStrictEqual(fact, example));
  const facts = isKnown ? before.facts : [...before.facts, example];
  writeFileSync(file, `${JSON.stringify({ type, version, schema, facts }, null, 2)}\n`);
}
