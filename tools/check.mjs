/** `npm run check`: everything that can be said of the code without running it. One line per step, all steps run. */
import { spawnSync } from 'node:child_process';

const steps = [
  ['format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['types', 'npx', ['tsc', '-b']],
  ['types of tests', 'npx', ['tsc', '-p', 'tsconfig.spec.json']],
  ['lint', 'npx', ['eslint', '.', '--max-warnings', '0']],
  [
    'boundaries',
    'npx',
    ['depcruise', 'libs', 'apps', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  ],
  [
    'folder cycles',
    'npx',
    ['depcruise', 'libs', '--config', '.dependency-cruiser-folders.mjs', '--output-type', 'err'],
  ],
  ['unused code', 'npx', ['knip']],
  ['generated docs', 'node', ['tools/generate-docs.mjs', '--check']],
];

const failed = [];
for (const [name, command, args] of steps) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed.push(name);
    console.log((stdout + stderr).trimEnd());
  }
}
if (failed.length > 0) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}
