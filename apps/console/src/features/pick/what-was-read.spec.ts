import { readAs } from '../../shared/scanner/command.js';
import { meaningOf } from './what-was-read.js';

describe('what a scan means on the walk', () => {
  it.each([
    ['^C:UNDO', { kind: 'command', command: 'UNDO' }],
    ['^L:A-02', { kind: 'shelf', shelf: 'A-02' }],
    ['4901234567894', { kind: 'unit', barcode: '4901234567894' }],
    ['MUG-WHITE', { kind: 'unit', barcode: 'MUG-WHITE' }],
    ['^P:01930f3e-7a00-7000-8000-0000000000c1', { kind: 'elsewhere' }],
    ['^B:1', { kind: 'elsewhere' }],
    ['^C:FLY', { kind: 'unreadable' }],
  ])('%s', (text, meaning) => {
    expect(meaningOf(readAs(text, 'item'))).toMatchObject(meaning);
  });
});
