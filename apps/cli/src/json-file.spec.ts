import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertWritable } from './json-file.js';

describe('a file to be written after a long run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-writable-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused before it, with the option and the mend', async () => {
    const path = join(folder, 'missing', 'page.md');
    await expect(assertWritable(path, '--markdown')).rejects.toThrow(
      `--markdown: ${path} cannot be written (ENOENT): make its folder first.`,
    );
    await expect(assertWritable(folder, '--markdown')).rejects.toThrow(/it is a folder, name a file/);
  });

  it('is left as it was', async () => {
    const kept = join(folder, 'kept.md');
    writeFileSync(kept, 'before');
    await assertWritable(kept);
    expect(readFileSync(kept, 'utf8')).toBe('before');
    await assertWritable(join(folder, 'new.md'));
    expect(existsSync(join(folder, 'new.md'))).toBe(false);
  });
});
