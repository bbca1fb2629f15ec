import { trackingNumber } from '@okuru/carriers';
import { Copy } from './copy.js';
import { piecesOf, textOf, type OwnWords } from './pieces.js';

const ID = '01a21e0d-c30c-744c-9ef2-8bf42e47f1ac';
const BUYER = 'b4'.repeat(32);
const HASH = 'c5'.repeat(32);
const WAYBILL = trackingNumber(10_000_000_083);

const own: OwnWords = {
  ids: new Set([ID]),
  marks: new Set([BUYER, '54cadbad-b1cb-4bdc-b766-14e8af24775c']),
  prefix: 'stored-0000000',
  waybills: new Set([WAYBILL]),
  hashes: new Map([[HASH, 0]]),
  keys: new Map([['51c7', 'a key']]),
  firstDay: '2026-11-27',
};
const copies = {
  times: 270,
  until: Date.parse('2026-11-27T12:00:00Z'),
  serials: 300,
  histories: [{ begins: true, entry: piecesOf(`{"orderId":"${ID}"}`, own) }],
  wrapAgain: (keyId: string, stored: string, newKeyId: string) => `${keyId} ${stored} ${newKeyId}`,
};
const copied = (text: string, n: number): string => textOf(piecesOf(text, own), new Copy(n, copies));

describe('a copy of a template order', () => {
  it.each([
    [
      'ids of its own, in the order of time',
      `order:${ID}`,
      /^order:01[0-9a-f]{6}-[0-9a-f]{4}-744c-9ef2-8bf42e47f1ac$/,
    ],
    ['a buyer of its own', BUYER, /^00000007(b4){28}$/],
    ['a key of its own', '54cadbad-b1cb-4bdc-b766-14e8af24775c', /^00000007-b1cb-4bdc-b766-14e8af24775c$/],
    ['a reference of its own', 'stored-0000000-17', /^stored-0000007-17$/],
    [
      'a waybill of its own, with its check digit',
      `"${WAYBILL}"`,
      new RegExp(`^"${trackingNumber(10_000_002_183)}"$`),
    ],
    ['days of its own', '2026-11-27T17:29:08.018Z 2026-11-29', /^2026-10-31T17:29:08.018Z 2026-11-02$/],
    ['its key wrapped again', '\\\\x51c7', /^\\\\xa key 51c7 00000007/],
  ])('has %s', (_what, text, like) => {
    expect(copied(text, 7)).toMatch(like);
    expect(copied(text, 77)).not.toBe(copied(text, 7));
  });

  it.each([
    ['what others made', '01a21e0d-8394-755e-9987-6a3db0c57ffa'],
    ['hashes of other things', 'd6'.repeat(32)],
    ['the first day of a tariff', '2026-11-23'],
    ['a number of twelve digits', '200000000305'],
    ['bytes', '\\\\x51c8'],
  ])('leaves %s alone', (_what, text) => {
    expect(copied(text, 7)).toBe(text);
  });

  it('has a history that is chained anew', () => {
    expect(copied(HASH, 7)).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set([HASH, copied(HASH, 7), copied(HASH, 8)]).size).toBe(3);
  });
});
