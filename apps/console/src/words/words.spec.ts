import { en } from './en.js';
import { ja } from './ja.js';
import { lotsEn } from './lots.en.js';
import { lotsJa } from './lots.ja.js';
import { officeEn, officeJa } from './office-words.js';
import { pickEn } from './pick.en.js';
import { pickJa } from './pick.ja.js';
import { practiceEn } from './practice.en.js';
import { practiceJa } from './practice.ja.js';
import { queueEn, shipEn } from './ship.en.js';
import { queueJa, shipJa } from './ship.ja.js';

const leavesOf = (words: object, path = ''): [key: string, text: string][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[path + key, value]] : leavesOf(value as object, `${path}${key}.`),
  );
const gapsOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

describe('the words of the screens', () => {
  const japanese = new Map(
    leavesOf({
      ...ja,
      ...officeJa,
      pick: pickJa,
      queue: queueJa,
      ship: shipJa,
      practice: practiceJa,
      late: lotsJa,
    }),
  );
  const english = new Map(
    leavesOf({
      ...en,
      ...officeEn,
      pick: pickEn,
      queue: queueEn,
      ship: shipEn,
      practice: practiceEn,
      late: lotsEn,
    }),
  );

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
