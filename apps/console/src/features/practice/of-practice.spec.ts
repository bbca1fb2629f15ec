import { readAs } from '../../shared/scanner/command.js';
import { isOfPractice } from './of-practice.js';

describe('what may be scanned in practice', () => {
  it.each([
    '9520000000011',
    'PRACTICE-W1',
    '^P:PRACTICE-3',
    '^C:NEXT',
    '^C:CARTON-PRACTICE-80',
    '480g',
    '^C:',
  ])('%s', (code) => expect(isOfPractice(readAs(code))).toBe(true));
  it.each([
    '4901234567894',
    '444413758705',
    '^P:01930f3e-7a00',
    '^C:CARTON-BOX-60',
    '^L:CAGE-YAMATO',
    'MUG-WHITE',
  ])('not %s', (code) => expect(isOfPractice(readAs(code))).toBe(false));
});
