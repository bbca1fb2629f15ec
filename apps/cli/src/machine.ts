import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** What a figure was measured on, so that it can be compared. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** null where the folder is no git repository. */
  readonly commit: string | null;
  /** The sources differ from that commit. */
  readonly changed: boolean | null;
  readonly versions: Readonly<Record<string, string>>;
}

export const machineOf = (root: string): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  commit: git(root, ['rev-parse', 'HEAD']),
  changed: dirty(root),
  versions: {
    okuru: versionOf(join(root, 'package.json')),
    binpackingjs: versionOf(join(root, 'node_modules/binpackingjs/package.json')),
  },
});

const dirty = (root: string): boolean | null => {
  const status = git(root, ['status', '--porcelain', '--untracked-files=no']);
  return status === null ? null : status !== '';
};

const git = (root: string, args: readonly string[]): string | null => {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
};

const versionOf = (path: string): string => {
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
};
