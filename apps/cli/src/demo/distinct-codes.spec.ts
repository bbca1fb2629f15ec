import { distinctCodes } from './distinct-codes.js';

describe('distinct codes', () => {
  it('stay apart where cleaning or cutting would make them one', () => {
    const code = distinctCodes(8, /[^A-Za-z0-9-]/g);
    expect(['A 1', 'A_1', 'A 1', 'A-1'].map(code)).toEqual(['A-1', 'A-1-2', 'A-1', 'A-1-3']);
    expect(['a-long-name', 'a-long-name too'].map(code)).toEqual(['a-long-n', 'a-long-2']);
  });

  it('never hold half a character', () => {
    expect(distinctCodes(3, /\p{C}/gu)('𠮷𠮷\u200b')).toBe('𠮷');
  });
});
