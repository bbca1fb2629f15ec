/**
 * `npm run mutations [-- --all | --only WORDS… | --check | --list FILE]`: takes one guard after the other out of the code that
 * Jest runs and demands that the test named for it is red, for the reason named. First the same tests run with every
 * guard in its place and must be green. Without --all only the guards that CI takes out at every run; --check runs
 * nothing and says whether the list still fits the code; --list takes out the guards of another list.
 */
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import startServer from '../../libs/platform/src/testing/jest-global-setup.mjs';
import stopServer from '../../libs/platform/src/testing/jest-global-teardown.mjs';
import { runJest } from './run-jest.mjs';
import { assertStands } from './stands.mjs';
import { verdictOf } from './verdict.mjs';

const ROOT = join(import.meta.dirname, '../..');
const RUNS_AT_ONCE = 2;

const { values: options } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    list: { type: 'string' },
  },
});

const began = performance.now();
const failures = [];
const tell = ({ name, file, suite }, killed, since, why) => {
  const seconds = ((performance.now() - since) / 1000).toFixed(1).padStart(6);
  console.log(`${killed ? 'red   ' : 'FAILED'} ${seconds} s  ${name} (${file}), by ${suite}`);
  if (killed) return;
  failures.push(name);
  console.log(`    ${why}`);
};

const chosenOf = (mutations) => {
  const { all, check, only, list } = options;
  if (only !== undefined) return mutations.filter(({ name }) => only.some((words) => name.includes(words)));
  return all || check || list !== undefined ? mutations : mutations.filter(({ always }) => always);
};

/** Mutations that still fit the code. */
const standing = (mutations) =>
  mutations.filter((mutation) => {
    try {
      assertStands(ROOT, mutation);
      return true;
    } catch (fault) {
      tell(mutation, false, began, fault.message);
      return false;
    }
  });

/** Mutations whose test is green as long as the guard is there: red proves nothing of a test that always is. */
const withGreenTest = async (mutations) => {
  if (mutations.length === 0) return [];
  const distinct = (what) => [...new Set(mutations.map(what))];
  const { testResults } = await runJest(
    distinct(({ suite }) => suite),
    distinct(({ test }) => test),
  );
  const green = mutations.filter((mutation) => {
    const ofSuite = testResults.filter(({ name }) => name === join(ROOT, mutation.suite));
    const { survived, why = 'red' } = verdictOf(mutation, { testResults: ofSuite });
    if (!survived) tell(mutation, false, began, `its test with the guard in its place: ${why}`);
    return survived;
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  console.log(`green  ${seconds} s  the tests of ${green.length} mutations, with every guard in its place`);
  return green;
};

const takeOut = async (mutation) => {
  const since = performance.now();
  try {
    const { killed, why } = verdictOf(mutation, await runJest([mutation.suite], [mutation.test], mutation));
    tell(mutation, killed, since, why);
  } catch (fault) {
    tell(mutation, false, since, `Jest left no results: ${fault.message}`);
  }
};

/** The database server is started once for all runs; each suite has a database of its own. */
const takeOutEach = async (mutations) => {
  await startServer();
  try {
    const queue = await withGreenTest(mutations);
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await takeOut(next);
    };
    await Promise.all(Array.from({ length: RUNS_AT_ONCE }, worker));
  } finally {
    await stopServer();
  }
};

const list = resolve(options.list ?? join(import.meta.dirname, 'list.mjs'));
const { mutations } = await import(pathToFileURL(list).href);
const chosen = chosenOf(mutations);
const fitting = standing(chosen);
if (!options.check) await takeOutEach(fitting);

if (failures.length > 0) console.log(`not as they should be: ${failures.join('; ')}`);
if (!options.check) {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${chosen.length} of ${mutations.length} mutations in ${seconds} s`);
}
console.log(`${chosen.length - failures.length} passed, ${failures.length} failed, 0 skipped`);
process.exit(failures.length > 0 || chosen.length === 0 ? 1 : 0);
