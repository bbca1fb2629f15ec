import { isMailAddress } from './mail-address.js';

describe('an address a letter can be sent to', () => {
  it.each(['a.b+c@example.jp', 'a..b.@docomo.ne.jp', 'ä@例え.jp'])('is %s', (address) => {
    expect(isMailAddress(address)).toBe(true);
  });

  it.each([
    'nobody',
    'a@b@c',
    'a b@example.jp',
    'a@example.jp\r\nBcc: b@example.jp',
    'A <a@example.jp>',
    'a@example.jp,b@example.jp',
  ])('is not %j', (address) => {
    expect(isMailAddress(address)).toBe(false);
  });
});
