/** `npm run check`: everything that can be said of the code without running it. One line per step, all steps run, two at once. */
import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const AT_ONCE = 2;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** The longest first. What reads the build comes after it, in the same place of the queue. */
const queue = [
  [['lint', 'npx', ['eslint', '.', '--max-warnings', '0']]],
  [
    ['types', 'npx', ['tsc', '-b']],
    ['generated docs', 'node', ['tools/generate-docs.mjs', '--check']],
  ],
  [['format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']]],
  [
    [
      'boundaries',
      'npx',
      ['depcruise', 'libs', 'apps', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    ],
  ],
  [
    [
      'folder cycles',
      'npx',
      ['depcruise', 'libs', '--config', '.dependency-cruiser-folders.mjs', '--output-type', 'err'],
    ],
  ],
  [
    ['types of tests', 'npx', ['tsc', '-p', 'tsconfig.spec.json']],
    ['types of the console', 'npx', ['tsc', '-p', 'apps/console/tsconfig.spec.json']],
  ],
  [['unused code', 'npx', ['knip']]],
].values();

const failed = [];

const run = ([name, command, args]) =>
  new Promise((resolve) => {
    const started = performance.now();
    const options = {
      encoding: 'utf8',
      maxBuffer: OUTPUT_BYTES_MAX,
      env: { ...process.env, FORCE_COLOR: '0' },
    };
    execFile(command, args, options, (fault, stdout, stderr) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${fault ? 'FAILED' : 'ok    '} ${name} (${seconds} s)`);
      if (fault) {
        failed.push(name);
        console.log((stdout + stderr).trimEnd() || fault.message);
      }
      resolve();
    });
  });

const work = async () => {
  for (const steps of queue) for (const step of steps) await run(step);
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failed.length > 0) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}
