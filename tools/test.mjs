/**
 * `npm test [-- <jest arguments>]`: runs Jest in ESM mode, says plainly which suites were skipped and why, and closes with
 * one line `N passed, N failed, N skipped`. Before that line come the figures that suites tell (`e2e/promises`), the
 * suites that took longest, and once more what failed, as only the end of a long output may be kept. With CI=true a
 * skipped suite is a failure, but for those that MAY_BE_SKIPPED names.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const MESSAGE_LINES_MAX = 12;
const FAILURES_TOLD_MAX = 40;
const LONGEST_TOLD = 10;

/** By how a title begins, when the machine is such that the suite cannot run. */
const MAY_BE_SKIPPED = {
  'dataset absent: ': (dataset) => !existsSync(join('..', dataset)),
  'not root: ': () => process.getuid?.() !== 0,
};
const mayBeSkipped = (title) =>
  Object.entries(MAY_BE_SKIPPED).some(
    ([beginning, holds]) => title.startsWith(beginning) && holds(title.slice(beginning.length)),
  );

const scratch = mkdtempSync(join(tmpdir(), 'okuru-test-'));
const outputFile = join(scratch, 'results.json');
const figuresFile = join(scratch, 'figures');
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${outputFile}`,
    ...process.argv.slice(2),
  ],
  {
    stdio: ['inherit', 'ignore', 'inherit'],
    env: { ...process.env, FORCE_COLOR: '0', OKURU_FIGURES_FILE: figuresFile },
  },
);

let results;
let figures = '';
try {
  if (existsSync(figuresFile)) figures = readFileSync(figuresFile, 'utf8');
  results = JSON.parse(readFileSync(outputFile, 'utf8'));
} catch {
  console.log('Jest ended before it wrote its results.');
  process.exit(status || 1);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

process.stdout.write(figures);
const secondsOf = ({ startTime, endTime }) => (endTime - startTime) / 1000;
const longest = [...results.testResults].sort((one, other) => secondsOf(other) - secondsOf(one));
if (longest.length > LONGEST_TOLD) {
  console.log('the longest suites:');
  for (const suite of longest.slice(0, LONGEST_TOLD))
    console.log(`${secondsOf(suite).toFixed(1).padStart(8)} s  ${relative(process.cwd(), suite.name)}`);
}
const skipped = new Map();
let forbidden = 0;
for (const suite of results.testResults) {
  for (const test of suite.assertionResults) {
    if (test.status !== 'pending') continue;
    const allowed = [...test.ancestorTitles, test.title].find(mayBeSkipped);
    const line = `${relative(process.cwd(), suite.name)}: ${allowed ?? test.ancestorTitles[0] ?? test.title}`;
    skipped.set(line, (skipped.get(line) ?? 0) + 1);
    if (allowed === undefined) forbidden += 1;
  }
}
for (const [line, count] of skipped) console.log(`skipped ${count} in ${line}`);

const beginningOf = (message) => {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.slice(0, MESSAGE_LINES_MAX).map((line) => `    ${line}`);
};
const failures = results.testResults.flatMap(({ name, message, status: outcome, assertionResults }) => {
  const file = relative(process.cwd(), name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (outcome === 'failed' && tests.length === 0) return [[`failed ${file}`, ...beginningOf(message)]];
  return tests.map((test) => [
    `failed ${file}: ${test.fullName}`,
    ...beginningOf(test.failureMessages.join('\n')),
  ]);
});
for (const lines of failures.slice(0, FAILURES_TOLD_MAX)) console.log(lines.join('\n'));
if (failures.length > FAILURES_TOLD_MAX)
  console.log(`and ${failures.length - FAILURES_TOLD_MAX} more failed`);

const brokenSuites = results.numRuntimeErrorTestSuites;
const failed = results.numFailedTests + brokenSuites;
const mayNotSkip = process.env.CI === 'true' && forbidden > 0;
if (mayNotSkip) console.log(`CI=true: ${forbidden} of the skipped tests may not be skipped here.`);
console.log(`${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests} skipped`);
process.exit(status !== 0 || failed > 0 || mayNotSkip ? 1 : 0);
