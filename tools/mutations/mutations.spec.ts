import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** Five times Jest inside of Jest. */
const RUN_MS_MAX = 600_000;

const FILE = 'libs/platform/src/key-ring/key-cache.ts';
const PLANTED = {
  file: FILE,
  take: 'if (entry.until > this.nowMs()) return entry.key;',
  put: 'if (entry.until > 0) return entry.key;',
  suite: 'libs/platform/src/key-ring/key-cache.spec.ts',
  test: 'the key cache forgets a key when its minute is over',
  expects: "expect(cache.get('a')).toBeUndefined()",
  why: 'planted',
};
const mutations = [
  { ...PLANTED, name: 'a guard' },
  { ...PLANTED, name: 'not a guard', take: '/** Opened keys, bounded', put: '/** Opened keys, not bounded' },
  { ...PLANTED, name: 'red elsewhere', expects: 'expect(cache.size).toBe(2)' },
  { ...PLANTED, name: 'broken', put: 'if (entry.until >' },
  { ...PLANTED, name: 'rotten text', take: 'if (entry.until > Date.now()) return entry.key;' },
  { ...PLANTED, name: 'rotten test', test: 'the key cache never forgets' },
  { ...PLANTED, name: 'rotten file', file: 'libs/platform/src/key-ring/gone.ts' },
];

describe('taking guards out', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-planted-'));
    writeFileSync(join(folder, 'list.mjs'), `export const mutations = ${JSON.stringify(mutations)};\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...options: string[]) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'tools/mutations/main.mjs'), ...options],
      { cwd: ROOT, encoding: 'utf8' },
    );
    return { status, said: stdout };
  };

  it(
    'sees red only where the named test fails for the reason named, and says of everything else why not',
    () => {
      const { status, said } = run('--list', join(folder, 'list.mjs'));
      const toldOf = (name: string): string =>
        new RegExp(`^(\\w+) +[\\d.]+ s  ${name} [^\\n]*\\n? *([^\\n]*)`, 'm')
          .exec(said)
          ?.slice(1)
          .join(': ') ?? said;
      expect(toldOf('a guard')).toMatch(/^red: /);
      expect(toldOf('not a guard')).toBe('FAILED: green without the guard');
      expect(toldOf('red elsewhere')).toBe('FAILED: red, but not for "expect(cache.size).toBe(2)"');
      expect(toldOf('broken')).toMatch(/^FAILED: .*key-cache\.spec\.ts ran 0 tests of the name/);
      expect(toldOf('rotten text')).toMatch(/^FAILED: .*stands 0 times in .*key-cache\.ts, not once/);
      expect(toldOf('rotten test')).toMatch(/^FAILED: .* no test ".*never forgets"/);
      expect(toldOf('rotten file')).toMatch(/^FAILED: .*gone\.ts/);
      expect(said.trimEnd().split('\n').at(-1)).toBe('1 passed, 6 failed, 0 skipped');
      expect(status).toBe(1);
    },
    RUN_MS_MAX,
  );

  it('finds every guard of the list, and the test that is to be red, where the list says', () => {
    const { status, said } = run('--check');
    expect(said).toMatch(/^\d\d passed, 0 failed, 0 skipped\n$/);
    expect(status).toBe(0);
  });
});
