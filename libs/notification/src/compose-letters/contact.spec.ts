import { contactFrom, shipToFrom } from './contact.js';

describe('a contact out of what was sealed', () => {
  it('is the name and the address', () => {
    expect(contactFrom({ name: '髙﨑', email: 'a.b+c@example.jp', phone: '03', remarks: 'x' })).toEqual({
      name: '髙﨑',
      email: 'a.b+c@example.jp',
    });
    expect(contactFrom({ name: '  ', email: 'ä@例え.jp' })).toEqual({ email: 'ä@例え.jp' });
  });

  it.each([
    {},
    { email: 42 },
    { email: 'nobody' },
    { email: 'a@b@c' },
    { email: 'a b@example.jp' },
    { email: 'a@example.jp\r\nBcc: b@example.jp' },
    { email: 'A <a@example.jp>' },
    { email: 'a@example.jp,b@example.jp' },
    { email: `${'a'.repeat(250)}@example.jp` },
  ])('is none when no letter could be sent there: %j', (opened) => {
    expect(contactFrom(opened)).toBeNull();
  });
});

it('a ship-to keeps the parts of the address that were said', () => {
  expect(
    shipToFrom({ name: 'A', postalCode: '100-0001', prefecture: 13, city: ' ', street: '1-1', phone: '03' }),
  ).toEqual({
    name: 'A',
    postalCode: '100-0001',
    street: '1-1',
  });
});
