import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import base from '../../jest.config.mjs';

const ROOT = join(import.meta.dirname, '../..');
const [[TYPESCRIPT, [, swc]]] = Object.entries(base.transform);
const RUN_MS_MAX = 300_000;
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Jest's configuration with one file read as the mutation leaves it. */
const configOf = (mutation) => {
  const transform = [join(import.meta.dirname, 'mutating-transform.mjs'), { swc, root: ROOT, mutation }];
  return mutation ? { ...base, transform: { [TYPESCRIPT]: transform } } : base;
};

/** Runs the named tests of the suites, with the mutation if one is given, and answers what Jest says. */
export const runJest = async (suites, tests, mutation) => {
  const scratch = mkdtempSync(join(tmpdir(), 'okuru-mutations-'));
  try {
    const outputFile = join(scratch, 'results.json');
    const child = spawn(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
        '--config',
        JSON.stringify(configOf(mutation)),
        '--json',
        `--outputFile=${outputFile}`,
        ...(mutation ? ['--runInBand'] : []),
        '--testNamePattern',
        `^(${tests.map(escaped).join('|')})$`,
        '--runTestsByPath',
        ...suites,
      ],
      { cwd: ROOT, stdio: 'ignore', timeout: RUN_MS_MAX, env: { ...process.env, FORCE_COLOR: '0' } },
    );
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    return JSON.parse(readFileSync(outputFile, 'utf8'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
