import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** As `npm run build` left it. */
const WEB = join(import.meta.dirname, '../dist/web');
/** What a handheld loads over a warehouse’s wireless for its first page, kB of 1,000 bytes; the packing table follows at once. */
const WORK_KB_MAX = 200;

/** Everything the first page loads: scripts and styles of the page, all they import at once, and the words of the longer language. */
const loadedAtFirst = (): string[] => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!file.endsWith('.js')) return;
    const text = readFileSync(join(WEB, 'assets', file), 'utf8');
    for (const [, imported] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      visit(imported!);
  };
  const page = readFileSync(join(WEB, 'index.html'), 'utf8');
  for (const [, file] of page.matchAll(/(?:src|href)="\/console\/assets\/([\w.-]+)"/g)) visit(file!);
  for (const file of readdirSync(join(WEB, 'assets'))) if (/^ja-[\w-]+\.js$/.test(file)) visit(file);
  return [...seen];
};

describe('the built console', () => {
  it(`loads at most ${WORK_KB_MAX} kB, compressed, for /work`, () => {
    const files = loadedAtFirst();
    expect(files.some((file) => file.startsWith('ja-'))).toBe(true);
    expect(files.some((file) => file.endsWith('.js')) && files.some((file) => file.endsWith('.css'))).toBe(
      true,
    );
    const bytes = files.map((file) => gzipSync(readFileSync(join(WEB, 'assets', file))).length);
    expect(bytes.reduce((sum, one) => sum + one, 0) / 1_000).toBeLessThanOrEqual(WORK_KB_MAX);
  });

  it('holds no script and no style that the policy of our pages would refuse', () => {
    const page = readFileSync(join(WEB, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/);
  });

  it('keeps every one of its files for a dead network, under the name of this build', () => {
    const worker = readFileSync(join(WEB, 'sw.js'), 'utf8');
    const listed = JSON.parse(/const FILES = (\[.*?\]);/.exec(worker)?.[1] ?? '[]') as string[];
    const built = readdirSync(WEB, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !['sw.js', '.made-of'].includes(entry.name))
      .map((entry) => `/console/${join(entry.parentPath, entry.name).slice(WEB.length + 1)}`);
    expect(listed.sort()).toEqual(built.sort());
    expect(worker).toMatch(/const SHELL = 'okuru-[0-9a-f]{16}'/);
  });
});
