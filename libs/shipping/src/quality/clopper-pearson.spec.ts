import { clopperPearson } from './clopper-pearson.js';

describe('the exact interval', () => {
  // The first by its closed form 1 - 0.025^(1/n); the others as tables and R's binom.test give them.
  it.each([
    [0, 100, 0, 1 - 0.025 ** (1 / 100)],
    [1, 10, 0.002_528_579, 0.445_016_1],
    [5, 100, 0.016_431_88, 0.112_834_9],
    [10, 10, 0.025 ** (1 / 10), 1],
  ])('of %i in %i', (wrong, of, lower, upper) => {
    const share = clopperPearson(wrong, of);
    expect(share.lower).toBeCloseTo(lower, 6);
    expect(share.upper).toBeCloseTo(upper, 6);
  });

  it('of ten in a million is that of Poisson, in ppm', () => {
    const { lower, upper } = clopperPearson(10, 1_000_000);
    expect(lower * 1e6).toBeCloseTo(4.795, 2);
    expect(upper * 1e6).toBeCloseTo(18.39, 2);
  });

  it('covers both tails: what it leaves out is a fortieth on each side', () => {
    const { upper } = clopperPearson(2, 20);
    const atMostTwo = [1, 20, 190].reduce(
      (sum, ways, k) => sum + ways * upper ** k * (1 - upper) ** (20 - k),
      0,
    );
    expect(atMostTwo).toBeCloseTo(0.025, 9);
  });

  it('of nothing says nothing', () => expect(clopperPearson(0, 0)).toEqual({ lower: 0, upper: 1 }));
});
