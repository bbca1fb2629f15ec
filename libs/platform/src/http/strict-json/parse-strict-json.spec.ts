import fc from 'fast-check';
import { findJsonFault } from './find-json-fault.js';
import { JsonFault } from './json-fault.js';
import { parseStrictJson } from './parse-strict-json.js';

const faultOf = (text: string | Buffer): JsonFault | undefined => {
  try {
    parseStrictJson(Buffer.from(text as string));
    return undefined;
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
};

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('parseStrictJson', () => {
  it.each<[string, string | Buffer, string, string, number]>([
    ['a byte that is never UTF-8', bytes('{"a":{"name":"x', [0xff], '"}}'), 'broken-utf-8', 'a.name', 15],
    ['an overlong slash', bytes('["', [0xc0, 0xaf], '"]'), 'broken-utf-8', '[0]', 2],
    ['a surrogate in UTF-8', bytes('{"n":"', [0xed, 0xa0, 0x80], '"}'), 'broken-utf-8', 'n', 6],
    ['a character cut off', bytes('{"n":"é', [0xe3, 0x81], '"}'), 'broken-utf-8', 'n', 8],
    ['Shift JIS', bytes('{"name":"', [0x8e, 0x52, 0x93, 0x63], '"}'), 'broken-utf-8', 'name', 9],
    ['broken UTF-8 in a key', bytes('{"ok":1,"', [0xff], '":1}'), 'broken-utf-8', '', 9],
    ['broken UTF-8 outside strings', bytes('{"a":', [0xff], '}'), 'malformed', 'a', 5],
    ['a byte order mark', '\ufeff{}', 'malformed', '', 0],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), 'malformed', '', 1],
    ['an escaped NUL', '{"lines":[{"sku":"a\\u0000b"}]}', 'nul', 'lines[0].sku', 17],
    ['an escaped NUL in a key', '{"a\\u0000":1}', 'nul', '', 1],
    ['a raw NUL', '{"a":"\0"}', 'malformed', 'a', 6],
    ['a high surrogate alone', '["\\ud800"]', 'lone-surrogate', '[0]', 1],
    ['a low surrogate alone', '["\\uDC00x"]', 'lone-surrogate', '[0]', 1],
    ['surrogates the wrong way round', '["\\udc00\\ud800"]', 'lone-surrogate', '[0]', 1],
    ['a lone surrogate in a key', '{"x":{"\\ud800":1}}', 'lone-surrogate', 'x', 6],
    ['a key twice', '{"a":1,"b":2,"a":3}', 'duplicate-key', 'a', 13],
    ['a key twice, once escaped', '{"total":1,"\\u0074otal":2}', 'duplicate-key', 'total', 11],
    [
      'a key twice with the same value',
      '{"lines":[{},{"sku":"x","sku":"x"}]}',
      'duplicate-key',
      'lines[1].sku',
      24,
    ],
    ['an empty key twice', '{"":1,"":2}', 'duplicate-key', '[""]', 6],
    ['__proto__', '{"shipTo":{"__proto__":{"admin":true}}}', 'forbidden-key', 'shipTo.__proto__', 11],
    ['__proto__ escaped', '{"\\u005f_proto__":null}', 'forbidden-key', '__proto__', 1],
    ['constructor', '[{"constructor":{"prototype":{}}}]', 'forbidden-key', '[0].constructor', 2],
    ['prototype', '{"prototype":1}', 'forbidden-key', 'prototype', 1],
    ['a number beyond double', '{"amount":1e999}', 'number-out-of-range', 'amount', 10],
    ['depth 33', '['.repeat(33) + ']'.repeat(33), 'too-deep', '[0]'.repeat(32), 33],
    ['a million brackets', '['.repeat(250_000), 'too-deep', '[0]'.repeat(32), 33],
    ['objects 33 deep', '{"a":'.repeat(33) + '1' + '}'.repeat(33), 'too-deep', 'a' + '.a'.repeat(31), 161],
    ['too many values', `[${'1,'.repeat(60_000)}1]`, 'too-many-values', '', 100_000],
    ['an unfinished object', '{"a":1', 'malformed', '', 6],
    ['an unfinished string', '{"a":"x', 'malformed', 'a', 7],
    ['a string ending in a backslash', '"\\', 'malformed', '', 1],
    ['a trailing comma', '{"a":[1,]}', 'malformed', 'a[1]', 8],
    ['a comma after the last key', '{"a":1,}', 'malformed', '', 7],
    ['a key without quotes', '{a:1}', 'malformed', '', 1],
    ['single quotes', "{'a':1}", 'malformed', '', 1],
    ['a comment', '{"a":1/* x */}', 'malformed', '', 6],
    ['NaN', '{"a":NaN}', 'malformed', 'a', 5],
    ['a plus sign', '[+1]', 'malformed', '[0]', 1],
    ['a leading zero', '[01]', 'malformed', '', 2],
    ['a bare point', '[1.]', 'malformed', '', 2],
    ['hex', '[0x10]', 'malformed', '', 2],
    ['an unknown escape', '["\\x41"]', 'malformed', '[0]', 2],
    ['half an escape', '["\\u12"]', 'malformed', '[0]', 2],
    ['a raw line break in a string', '["a\nb"]', 'malformed', '[0]', 3],
    ['two values', '{} {}', 'malformed', '', 3],
    ['nothing but space', '  ', 'malformed', '', 2],
    ['an unfinished word', '[tru]', 'malformed', '[0]', 1],
    ['a closing bracket of the other kind', '[1}', 'malformed', '', 2],
    ['a no-break space', bytes('[', [0xc2, 0xa0], '1]'), 'malformed', '[0]', 1],
    ['a key that is no word', '{"数量 x":[{"a":tru}]}', 'malformed', '["数量 x"][0].a', 18],
  ])('refuses %s by path and offset', (_case, text, kind, path, offset) => {
    expect(faultOf(text)).toMatchObject({ kind, path, offset });
  });

  it.each([
    'null',
    'true',
    '0',
    '-0',
    '1e3',
    '-1.5E-7',
    '""',
    '[]',
    '{}',
    ' {"a" : [ 1 , "x" ] }\r\n\t',
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '"😀"',
    '"\\ud83d\\ude00"',
    '"\\\\u0000"',
    '"a:b,{c}[d]\\"e:"',
    '{"a:b":"{:}"}',
    '"\u2028"',
    '{"proto":1,"__proto":2,"Constructor":3}',
    '9007199254740993',
    '['.repeat(32) + ']'.repeat(32),
  ])('reads %s as JSON.parse does', (text) => {
    expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
    expect(findJsonFault(Buffer.from(text))).toBeUndefined();
  });

  it('property: any JSON value without forbidden things is read as JSON.parse reads it', () => {
    const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
    const key = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => !forbidden.has(text) && !text.includes('\0'));
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    const { value: json } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 6 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const written = JSON.stringify(value, null, indent);
        expect(parseStrictJson(Buffer.from(written))).toEqual(JSON.parse(written));
        expect(findJsonFault(Buffer.from(written))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('property: the quick reading and the slow one agree on damaged texts', () => {
    const sound = '{"a":[1,-2.5e3,"x\\u0041\\ud83d\\ude00é",{"b":null,"c":{}},true],"d":"\\n\\"","e":""}';
    const damage = fc.record({
      at: fc.nat(Buffer.byteLength(sound)),
      remove: fc.nat(4),
      insert: fc.constantFrom(
        '',
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '0',
        'e',
        '\\u0000',
        '\\ud800',
        '"a":1,',
        '\xff',
        '\x00',
        ' ',
        '-',
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const text = damages.reduce(
          (left, { at, remove, insert }) =>
            Buffer.concat([left.subarray(0, at), Buffer.from(insert, 'latin1'), left.subarray(at + remove)]),
          Buffer.from(sound),
        );
        const slow = findJsonFault(text);
        const quick = faultOf(text);
        expect(quick?.kind).toBe(slow?.kind);
        expect(quick?.message).not.toBe('is not JSON');
      }),
      { numRuns: 3_000 },
    );
  });

  it('property: never touches Object.prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        faultOf(text.replaceAll(/"[a-z]?":/g, '"__proto__":'));
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
      }),
    );
  });

  it('costs little more than JSON.parse, sound or not', () => {
    const order = JSON.stringify({
      reference: 'A-1',
      lines: Array.from({ length: 200 }, (_, line) => ({
        sku: `SKU-${line}`,
        quantity: line,
        unitPrice: 1_000,
        note: '送る'.repeat(10),
      })),
    });
    const body = Buffer.from(order);
    const time = (work: () => void): number => {
      for (let round = 0; round < 50; round += 1) work();
      const started = performance.now();
      for (let round = 0; round < 200; round += 1) work();
      return (performance.now() - started) / 200;
    };
    const native = time(() => JSON.parse(body.toString()));
    const strict = time(() => parseStrictJson(body));
    expect(strict).toBeLessThan(native * 8 + 0.5);
    const hostile = [
      Buffer.from('['.repeat(262_144)),
      Buffer.from(`"${'\\u0000'.repeat(40_000)}"`),
      Buffer.concat([Buffer.from('"'), Buffer.alloc(262_000, 0xe3), Buffer.from('"')]),
      Buffer.from('{"a":1,'.repeat(37_000)),
    ];
    const msPerByte = strict / body.length;
    for (const text of hostile) {
      expect(faultOf(text)).toBeDefined();
      const rounds = Array.from({ length: 3 }, () => {
        const started = performance.now();
        faultOf(text);
        return performance.now() - started;
      });
      expect(Math.min(...rounds) / text.length).toBeLessThan(40 * msPerByte);
    }
  });
});
