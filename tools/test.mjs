/**
 * `npm test [-- <jest arguments>]`: runs Jest in ESM mode, says plainly which suites were skipped and why, and closes with
 * one line `N passed, N failed, N skipped`. With CI=true a skipped suite is a failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'okuru-test-'));
const outputFile = join(scratch, 'results.json');
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
  { stdio: ['inherit', 'ignore', 'inherit'], env: { ...process.env, FORCE_COLOR: '0' } },
);

let results;
try {
  results = JSON.parse(readFileSync(outputFile, 'utf8'));
} catch {
  console.log('Jest ended before it wrote its results.');
  process.exit(status || 1);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const skipped = new Map();
for (const suite of results.testResults) {
  for (const test of suite.assertionResults) {
    if (test.status !== 'pending') continue;
    const title = `${relative(process.cwd(), suite.name)}: ${test.ancestorTitles[0] ?? test.title}`;
    skipped.set(title, (skipped.get(title) ?? 0) + 1);
  }
}
for (const [title, count] of skipped) console.log(`skipped ${count} in ${title}`);

const brokenSuites = results.numRuntimeErrorTestSuites;
const failed = results.numFailedTests + brokenSuites;
const mayNotSkip = process.env.CI === 'true' && results.numPendingTests > 0;
if (mayNotSkip) console.log('CI=true: a suite may not be skipped here.');
console.log(`${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests} skipped`);
process.exit(status !== 0 || failed > 0 || mayNotSkip ? 1 : 0);
