import { Refusal } from '../http/refusal.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { canonicalJson } from './canonical-json.js';
import { requestHash } from './request-hash.js';

describe('a request hash', () => {
  const asked = { sku: 'A', more: { by: 1, reason: undefined } };

  it('does not hang on the order of fields or on absent ones, at any depth', () =>
    expect(requestHash('adjust', { more: { by: 1 }, sku: 'A' })).toBe(requestHash('adjust', asked)));

  it.each([
    ['another action', requestHash('receive', asked)],
    ['another value deep inside', requestHash('adjust', { sku: 'A', more: { by: 2 } })],
    ['text for a number', requestHash('adjust', { sku: 'A', more: { by: '1' } })],
    ['null for absent', requestHash('adjust', { sku: 'A', more: { by: 1, reason: null } })],
    ['a list of it', requestHash('adjust', [asked])],
  ])('differs with %s', (_what, hash) => expect(hash).not.toBe(requestHash('adjust', asked)));
});

describe('canonical JSON', () => {
  it('is the same text for ever, since hashes that are kept were made of it', () =>
    expect(
      canonicalJson({
        b: [1, undefined, null, { z: 'ü"', a: true }],
        B: {},
        a: { y: undefined, x: [] },
        _: -0.5,
      }),
    ).toBe('{"B":{},"_":-0.5,"a":{"x":[]},"b":[1,null,null,{"a":true,"z":"ü\\""}]}'));

  it.each([
    [undefined, 'null'],
    [null, 'null'],
    ['', '""'],
    [[], '[]'],
    [[[]], '[[]]'],
    [['', ''], '["",""]'],
  ])('of %j is %s', (value, text) => expect(canonicalJson(value)).toBe(text));
});

describe('an Idempotency-Key', () => {
  it.each(['a', 'import 2026-01-15', 'x'.repeat(128)])('may be %j', (key) =>
    expect(idempotencyKeyOf(key)).toBe(key),
  );
  it.each([undefined, '', ' a', 'a ', 'é', 'a\nb', 'x'.repeat(129)])('may not be %j', (key) =>
    expect(() => idempotencyKeyOf(key)).toThrow(Refusal),
  );
});
