import { allEn, allJa } from './all-words.js';
import { lotsEn } from './lots.en.js';
import { lotsJa } from './lots.ja.js';

const leavesOf = (words: object, path = ''): [key: string, text: string][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[path + key, value]] : leavesOf(value as object, `${path}${key}.`),
  );
const gapsOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

describe('the words of the screens', () => {
  const japanese = new Map(leavesOf({ ...allJa, late: lotsJa }));
  const english = new Map(leavesOf({ ...allEn, late: lotsEn }));

  it('are said in both languages under the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...japanese.keys()].sort());
    expect(japanese.size).toBeGreaterThan(100);
  });

  it('fill in the same values', () => {
    const gaps = (words: Map<string, string>) =>
      Object.fromEntries([...words].map(([key, text]) => [key, gapsOf(text)]));
    expect(gaps(english)).toEqual(gaps(japanese));
  });

  it('say something everywhere', () => {
    const empty = [...japanese, ...english].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});
