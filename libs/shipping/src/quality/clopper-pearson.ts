/** A share and the interval that holds the true one with the confidence asked for. */
export interface Share {
  readonly lower: number;
  readonly upper: number;
}

const STEPS_MAX = 200;

/**
 * The exact interval of Clopper and Pearson (Biometrika 26, 1934, 404-413): it never promises more than it keeps, also
 * where next to nothing went wrong. Of none at all there is nothing to say: 0 to 1.
 */
export const clopperPearson = (wrong: number, of: number, confidence = 0.95): Share => {
  const tail = (1 - confidence) / 2;
  return {
    lower: wrong === 0 ? 0 : betaQuantile(tail, wrong, of - wrong + 1),
    upper: wrong === of ? 1 : betaQuantile(1 - tail, wrong + 1, of - wrong),
  };
};

/** Halving: the distribution rises from 0 to 1, and 200 halves are finer than a number can be. */
const betaQuantile = (probability: number, a: number, b: number): number => {
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const middle = (low + high) / 2;
    if (betaShare(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8). */
const betaShare = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
};

const TINY = 1e-300;
const CLOSE_ENOUGH = 1e-13;
const TERMS_MAX = 10_000;

/** Lentz's way of working out a continued fraction. */
const betaFraction = (x: number, a: number, b: number): number => {
  const some = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / some(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= TERMS_MAX; m += 1) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / some(1 + term * d);
      c = some(1 + term / c);
      value *= d * c;
    }
    if (Math.abs(d * c - 1) < CLOSE_ENOUGH) break;
  }
  return value;
};

/** Lanczos (g = 7, nine terms). */
const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
];

const logGamma = (z: number): number => {
  const x = z - 1;
  const base = x + 7.5;
  const sum = LANCZOS.reduce((all, term, at) => (at === 0 ? term : all + term / (x + at)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(base) - base + Math.log(sum);
};
