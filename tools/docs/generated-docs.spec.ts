import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

describe('the generated docs', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'okuru-docs-'));
    cpSync(join(ROOT, 'docs'), join(copy, 'docs'), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** The check as `npm run check` runs it, on the pages of the copy. */
  const check = () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'tools/generate-docs.mjs'), '--check'],
      { cwd: copy, encoding: 'utf8' },
    );
    return { status, said: stderr.trim() };
  };

  it('are fresh', () => expect(check()).toEqual({ status: 0, said: '' }));

  it('are seen to be stale when one page was altered and one is missing', () => {
    appendFileSync(join(copy, 'docs/events.md'), 'Written by hand.\n');
    rmSync(join(copy, 'docs/routes.md'));
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toMatch(/^stale: docs\/events\.md, docs\/routes\.md;/);
  });
});
