import { messageIdOf } from './new-letter.js';

const letter = { factId: '01930f3e-7a00-7000-8000-000000000001', kind: 'confirmed' } as const;

it.each([
  ['お茶の店 <shop@example.jp>', 'example.jp'],
  ['shop@example.jp', 'example.jp'],
  ['shop@お茶.jp', 'xn--t8jy01w.jp'],
  [`shop@${'a'.repeat(150)}.jp`, 'okuru.invalid'],
])('the Message-ID of a shop that writes from %s ends in %s', (from, domain) => {
  expect(messageIdOf(letter, from)).toBe(`<${letter.factId}.confirmed@${domain}>`);
});
