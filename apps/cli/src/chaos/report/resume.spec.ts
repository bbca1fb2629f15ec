import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeedResult } from './result.js';
import { Resume } from './resume.js';

const TERMS = { adapter: 'kafka', orders: 60, faults: ['sigkill', 'cut'] };
const result = (seed: number) => ({ seed, broken: [] as string[] }) as unknown as SeedResult;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'okuru-resume-'));
  path = join(folder, 'results.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('--resume', () => {
  it('keeps each seed and leaves out those it has', async () => {
    const first = await Resume.open(path, TERMS);
    expect(first.has(2)).toBe(false);
    await first.add(result(2));
    await first.add(result(1));
    const second = await Resume.open(path, TERMS);
    expect(second.results.map(({ seed }) => seed)).toEqual([1, 2]);
    expect([second.has(1), second.has(2), second.has(3)]).toEqual([true, true, false]);
  });

  it('keeps the former file whole when it is killed while writing', async () => {
    await (await Resume.open(path, TERMS)).add(result(1));
    await writeFile(`${path}.new`, '{"terms":');
    expect((await Resume.open(path, TERMS)).results).toHaveLength(1);
  });

  it.each([
    ['adapter', { ...TERMS, adapter: 'postgres' }],
    ['orders', { ...TERMS, orders: 61 }],
    ['faults', { ...TERMS, faults: ['sigkill'] }],
  ])('refuses results of another %s', async (_what, other) => {
    await (await Resume.open(path, TERMS)).add(result(1));
    await expect(Resume.open(path, other)).rejects.toThrow('Name another file');
    expect(JSON.parse(await readFile(path, 'utf8')).results).toHaveLength(1);
  });

  it.each(['', 'no json', '[]', '{}'])('refuses a file that holds %p', async (text) => {
    await writeFile(path, text);
    await expect(Resume.open(path, TERMS)).rejects.toThrow('holds no results of this rig');
  });

  it('keeps nothing without a file', async () => {
    const resume = await Resume.open(undefined, TERMS);
    await resume.add(result(1));
    expect(resume.has(1)).toBe(true);
  });
});
