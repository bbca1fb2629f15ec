import { readWeight } from './read-weight.js';

describe('a weight that scales send', () => {
  it.each([
    ['1250g', 1_250],
    ['1.25kg', 1_250],
    ['ST,GS,+0001.250 kg', 1_250],
    [' 980 G', 980],
  ])('%s is %d g', (text, grams) => expect(readWeight(text)).toBe(grams));

  it.each(['1250', 'g', '4901234567894', '0g', '-5g', 'BOX-60'])('%s is none', (text) =>
    expect(readWeight(text)).toBeUndefined(),
  );
});
