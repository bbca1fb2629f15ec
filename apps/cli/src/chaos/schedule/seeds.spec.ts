import { seedsOf } from './seeds.js';

describe('--seeds', () => {
  it('takes one or a row', () => {
    expect(seedsOf('7')).toEqual([7]);
    expect(seedsOf('3..5')).toEqual([3, 4, 5]);
  });

  it.each(['', 'a', '5..3', '1..', '-1', '1.5', '0..1000', '2000000'])('refuses %p', (text) => {
    expect(() => seedsOf(text)).toThrow('expected a number or a range');
  });
});
