import { hashPin, isObviousPin, isPin, NOBODYS_PIN } from './pin.js';

const masterKey = Buffer.alloc(32, 7);

describe('a PIN', () => {
  it('fits what was stored of it and nothing else', async () => {
    const stored = await hashPin('2749', masterKey);
    expect(await isPin('2749', stored, masterKey)).toBe(true);
    for (const wrong of ['2748', '02749', '27490']) expect(await isPin(wrong, stored, masterKey)).toBe(false);
    expect(await isPin('2749', NOBODYS_PIN, masterKey)).toBe(false);
  });

  it('cannot be tried out on a dump without the master key, and two who chose the same are not seen to', async () => {
    const stored = await hashPin('2749', masterKey);
    expect(await isPin('2749', stored, Buffer.alloc(32, 8))).toBe(false);
    expect((await hashPin('2749', masterKey)).hash).not.toEqual(stored.hash);
  });

  it('is none of the first that are tried', () => {
    for (const obvious of ['0000', '77777777', '1234', '23456', '9876', '8901', '2109'])
      expect([obvious, isObviousPin(obvious)]).toEqual([obvious, true]);
    for (const fine of ['2749', '1235', '1122', '1357', '0001'])
      expect([fine, isObviousPin(fine)]).toEqual([fine, false]);
  });
});
