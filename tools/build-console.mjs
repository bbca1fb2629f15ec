/**
 * Builds the console into apps/console/dist/web, unless what it is made of is as it was at the last build: every command of
 * this repository builds first, and most of them have not touched a screen.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const CONSOLE = join(ROOT, 'apps/console');
const MADE_OF = [
  'apps/console/src',
  'apps/console/public',
  'apps/console/index.html',
  'apps/console/service-worker.js',
  'apps/console/offline-shell.ts',
  'apps/console/vite.config.ts',
  'libs/scan-engine/src',
  'libs/carriers/src/tracking-number.ts',
  'libs/carriers/src/index.ts',
  'package-lock.json',
];
const STAMP = join(CONSOLE, 'dist/web/.made-of');

const filesOf = (place) => {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const hash = createHash('sha256');
for (const part of MADE_OF) {
  const place = join(ROOT, part);
  const files = /\.\w+$/.test(part) ? [place] : filesOf(place).sort();
  for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
}
const madeOf = hash.digest('hex');

if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== madeOf) {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: CONSOLE,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, madeOf);
}
