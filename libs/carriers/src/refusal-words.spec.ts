import { readFileSync } from 'node:fs';
import path from 'node:path';
import { refusalWords } from './refusal-words.js';

describe('the words of a refusal', () => {
  it('are there for every reason of the closed list, in both languages, each said once', () => {
    const reasons = readFileSync(path.join(import.meta.dirname, 'types/quote.ts'), 'utf8')
      .split('export type SurchargeCode')[0]!
      .matchAll(/\| '([a-z-]+)'/g);
    expect(Object.keys(refusalWords).sort()).toEqual([...reasons].map(([, reason]) => reason).sort());
    const words = Object.values(refusalWords);
    expect(new Set(words.map(({ ja }) => ja)).size).toBe(words.length);
    expect(new Set(words.map(({ en }) => en)).size).toBe(words.length);
  });

  it.each(Object.entries(refusalWords))('of %s are a sentence, not the code again', (reason, { ja, en }) => {
    expect(ja).toMatch(/[\p{Script=Hiragana}]/u);
    expect(en).toMatch(/^[A-Z][\x20-\x7e]{15,}$/);
    expect(en.toLowerCase()).not.toContain(reason);
  });
});
