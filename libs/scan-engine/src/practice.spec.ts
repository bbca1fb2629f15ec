import {
  isForPractice,
  PRACTICE_CARTONS,
  PRACTICE_GOODS,
  PRACTICE_PARCELS,
  PRACTICE_PLACES,
  PRACTICE_WAYBILLS,
} from './practice.js';
import { readScan } from './read-scan.js';

const read = (text: string) => readScan(text, { thisYear: 2026 });

describe('codes to practise with', () => {
  it.each(
    [PRACTICE_GOODS, PRACTICE_CARTONS, PRACTICE_PLACES, PRACTICE_PARCELS, PRACTICE_WAYBILLS].flatMap(
      (things) => Object.values(things).map(({ code }) => code),
    ),
  )('%s is one, and no refusal', (code) => {
    expect(read(code).kind).not.toBe('refused');
    expect(isForPractice(read(code))).toBe(true);
  });

  it.each([
    '4901234567894',
    '0952000000014', // 952 stands elsewhere
    '^P:01930f3e-7a00-7000-8000-0000000000a1',
    '^L:PRACTICE',
    '^L:CAGE-YAMATO',
    '^C:CARTON-BOX-60',
    '^C:NEXT',
    '^B:0123456789ABCDEFGHJKMNPQRS',
    '123456789013',
    'PRACTICE-BALL', // a golf shop's own sku
    'PRACTICE-W1B',
  ])('%s is none', (code) => expect(isForPractice(read(code))).toBe(false));
});
