import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The commit this was built from, marked when files differ from it; the version where there is no history. */
export const revision = (): string => {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty', '--abbrev=10'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  if (status === 0 && stdout.trim() !== '') return stdout.trim();
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
};
