import { oneLine } from './one-line.js';

it.each([
  ['髙﨑 𠮷野🎁', '髙﨑 𠮷野🎁'],
  ['', ''],
  [' name', 'name'],
  ['name\u3000', 'name'],
  ['two  words', 'two words'],
  ['a\u3000\u3000b', 'a\u3000\u3000b'],
  ['line\r\nX-Header: 1', 'line X-Header: 1'],
  ['a\u2028b', 'a b'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['a\u0000b\u007f', 'a b'],
  ['x'.repeat(301), `${'x'.repeat(300)}…`],
])('%j is told as %j', (text, told) => {
  expect(oneLine(text)).toBe(told);
  expect(oneLine(told)).toBe(told);
});
