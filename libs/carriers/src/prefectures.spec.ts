import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PREFECTURES, prefectureOf, REGIONS } from './prefectures.js';

describe('PREFECTURES', () => {
  it('are 47, each once, coded by position', () => {
    expect(PREFECTURES).toHaveLength(47);
    expect(new Set(PREFECTURES.map(({ ja }) => ja)).size).toBe(47);
    expect(new Set(PREFECTURES.map(({ en }) => en)).size).toBe(47);
    expect(prefectureOf(13)).toEqual({ code: 13, ja: '東京都', en: 'Tokyo', region: 'kanto' });
    expect(prefectureOf(48)).toBeUndefined();
  });

  it('leave no region empty', () => {
    expect(new Set(PREFECTURES.map(({ region }) => region))).toEqual(new Set(Object.keys(REGIONS)));
  });
});

const TABLE = path.resolve(import.meta.dirname, '../../../../shared/data/jp-postal/prefectures.json');
const present = existsSync(TABLE);

(present ? describe : describe.skip)(
  present ? 'the public table of prefectures' : 'dataset absent: shared/data/jp-postal/prefectures.json',
  () => {
    it('has the same codes and Japanese names', () => {
      const table = JSON.parse(readFileSync(TABLE, 'utf8')) as { code: number; name: string }[];
      expect(PREFECTURES.map(({ code, ja }) => [code, ja])).toEqual(
        table.map(({ code, name }) => [code, name]),
      );
    });
  },
);
