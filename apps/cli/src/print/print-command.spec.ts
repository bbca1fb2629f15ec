import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { printCommand } from './print-command.js';

const AT = '2026-01-15T03:04:05Z';
let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'okuru-print-'));
  said = [];
  for (const channel of ['log', 'error'] as const)
    jest.spyOn(console, channel).mockImplementation((...words: string[]) => void said.push(words.join(' ')));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const okuru = (...words: string[]): Promise<unknown> =>
  printCommand().exitOverride().parseAsync(words, { from: 'user' });
const file = async (name: string, data: unknown): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, typeof data === 'string' ? data : JSON.stringify(data));
  return path;
};

describe('okuru print', () => {
  it('prints one document, and a list of them into one file', async () => {
    const one = await file('one.json', { shelf: 'A-01' });
    const many = await file('many.json', [{ shelf: 'A-01' }, { shelf: 'A-02', words: '急須🎉' }]);
    const out = join(folder, 'shelves.pdf');
    await okuru('shelf-label', one, '--out', out, '--created-at', AT);
    const first = await readFile(out);
    await okuru('shelf-label', one, '--out', out, '--created-at', AT);
    expect([first.subarray(0, 5).toString(), first.equals(await readFile(out))]).toEqual(['%PDF-', true]);
    await okuru('shelf-label', many, '--out', out);
    expect(said.slice(-2)).toEqual([
      'document 2: the font has no 🎉, 〓 stands for it',
      `${out}: 2 documents, 2 pages`,
    ]);
  });

  it('says which field of which document is at fault, and writes nothing', async () => {
    const bad = await file('bad.json', [{ shelf: 'A-01' }, { shelf: '棚1', colour: 'red' }]);
    const out = join(folder, 'none.pdf');
    await expect(okuru('shelf-label', bad, '--out', out)).rejects.toThrow(
      /^2: shelf: .*\n2: shelf-label: .*colour/,
    );
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a document nobody knows', ['receipts', 'x.json'], /Allowed choices are picking-list/],
    ['no file', ['receipt'], /name a JSON file, or see --example/],
    [
      'a date that is none',
      ['shelf-label', 'one.json', '--created-at', 'today'],
      /--created-at must be an instant/,
    ],
    ['what is no JSON', ['shelf-label', 'not.json'], /not\.json is no JSON/],
  ])('refuses %s', async (_what, words, message) => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await file('one.json', { shelf: 'A-01' });
    await file('not.json', '{');
    const placed = words.map((word) => (word.endsWith('.json') ? join(folder, word) : word));
    await expect(okuru(...placed, '--out', join(folder, 'o.pdf'))).rejects.toThrow(message);
  });
});
