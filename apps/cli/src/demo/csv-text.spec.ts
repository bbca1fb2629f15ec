import { parse } from 'csv-parse/sync';
import { csvText } from './csv-text.js';

it('CSV holds commas, quotes and line breaks as they were', () => {
  const row = ['BP-a,b', 'say "送る"', 'two\nlines', ''];
  expect(parse(csvText([row]))).toEqual([row]);
  expect(csvText([['a', 1, false, null]])).toBe('a,1,false,');
});
