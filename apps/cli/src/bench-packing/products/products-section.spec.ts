import { CARRIER_SERVICES, priceAlone, sampleTariffs } from '@okuru/carriers';
import { brokenIn } from '../report.js';
import type { Bench } from '../section.js';
import { productsSection, type PriceAlone } from './products-section.js';

const bench: Bench = { seed: 1, size: 'tiny', dataset: undefined, shared: '/none', step: () => undefined };
const carriage = { services: CARRIER_SERVICES, tariffs: sampleTariffs(13), said: 'sample' };
const brokenBy = (careless: PriceAlone) =>
  brokenIn('products', productsSection(bench, carriage, careless).rows).join('\n');

describe('the section of products', () => {
  it('holds for the product', () => {
    expect(brokenBy(priceAlone)).toBe('');
  });

  it.each<[lie: string, change: (answer: ReturnType<PriceAlone>) => ReturnType<PriceAlone>, said: RegExp]>([
    ['asks nobody', (answer) => ({ ...answer, doubts: [] }), /without a question for a person/],
    [
      'asks about everything',
      (answer) => ({ ...answer, doubts: [{ code: 'too-dense', ja: '?', en: '?' }] }),
      /asked about although sound/,
    ],
    ['says nothing', () => ({ cheapest: undefined, quotes: [], doubts: [] }), /neither priced nor refused/],
    [
      'takes too small a class',
      (answer) => ({
        ...answer,
        cheapest: answer.cheapest && {
          ...answer.cheapest,
          service: 'takkyubin',
          carrier: 'yamato',
          classCode: '60',
        },
      }),
      /beyond class 60/,
    ],
    [
      'makes up a price',
      (answer) => ({
        ...answer,
        cheapest: answer.cheapest && { ...answer.cheapest, freightYen: answer.cheapest.freightYen - 1 },
      }),
      /stand in no tariff/,
    ],
  ])('breaks when it %s', (_lie, change, said) => {
    expect(brokenBy((...question) => change(priceAlone(...question)))).toMatch(said);
  });
});
