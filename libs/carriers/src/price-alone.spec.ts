import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { doubtsOf } from './master-data-doubts.js';
import { priceAlone } from './price-alone.js';
import { refusalWords } from './refusal-words.js';
import { sampleTariffs } from './sample/sample-tariffs.js';
import { CARRIER_SERVICES } from './services/index.js';

const CUBE = { lengthMm: 100, widthMm: 100, heightMm: 100 };
const DEMAND = { prefecture: 27, mode: 'any', cashOnDelivery: false, shipOn: '2026-11-26' } as const;

describe('the doubts about an item', () => {
  it.each<[string, Parameters<typeof doubtsOf>[0], string[]]>([
    ['ordinary goods', { size: CUBE, weightGrams: 500 }, []],
    ['nothing known', {}, ['size-unknown', 'weight-unknown']],
    ['a weight of 0', { size: CUBE, weightGrams: 0 }, ['weight-zero']],
    ['a side of 0', { size: { ...CUBE, heightMm: 0 }, weightGrams: 500 }, ['size-unknown']],
    ['5 g/cm³', { size: CUBE, weightGrams: 5_000 }, []],
    ['a gram more', { size: CUBE, weightGrams: 5_001 }, ['too-dense']],
    ['0.01 g/cm³', { size: CUBE, weightGrams: 10 }, []],
    ['a gram less', { size: CUBE, weightGrams: 9 }, ['too-light']],
  ])('%s', (_what, item, codes) => {
    expect(doubtsOf(item).map(({ code }) => code)).toEqual(codes);
  });

  it('quote nothing where size or weight is a guess, and still price what is only doubtful', () => {
    const price = (item: Parameters<typeof doubtsOf>[0]) =>
      priceAlone(item, CARRIER_SERVICES, sampleTariffs(13), DEMAND);
    expect(price({ size: CUBE, weightGrams: 0 })).toMatchObject({ cheapest: undefined, quotes: [] });
    expect(price({ size: CUBE, weightGrams: 6_000 }).cheapest).toBeDefined();
  });
});

const PRODUCTS = path.resolve(import.meta.dirname, '../../../../shared/data/olist/products.csv.gz');
const present = existsSync(PRODUCTS);

(present ? describe : describe.skip)(
  present ? '32,951 real products as parcels' : 'dataset absent: shared/data/olist/products.csv.gz',
  () => {
    it('each get a class and price or refusals in words, and the known faults raise a question', () => {
      const rows = gunzipSync(readFileSync(PRODUCTS)).toString('utf8').trim().split('\n').slice(1);
      const tariffs = sampleTariffs(13);
      const counts: Record<string, number> = {};
      const count = (what: string) => (counts[what] = (counts[what] ?? 0) + 1);
      for (const row of rows) {
        const [grams, length, height, width] = row
          .split(',')
          .slice(-4)
          .map((cell) => (cell === '' ? null : Number(cell)));
        const size =
          length && height && width
            ? { lengthMm: length * 10, widthMm: width * 10, heightMm: height * 10 }
            : null;
        const { cheapest, quotes, doubts } = priceAlone(
          { size, weightGrams: grams ?? null },
          CARRIER_SERVICES,
          tariffs,
          DEMAND,
        );
        doubts.forEach(({ code }) => count(code));
        const isStated = quotes.every((one) => one.ok || refusalWords[one.reason].ja.length > 0);
        count(
          cheapest
            ? 'priced'
            : quotes.length > 0 && isStated
              ? 'refused'
              : doubts.length > 0
                ? 'asked'
                : 'lost',
        );
      }
      expect(rows).toHaveLength(32_951);
      expect(counts).toMatchObject({
        'weight-zero': 4,
        'size-unknown': 2,
        'too-dense': 64,
        'too-light': 184,
      });
      expect(counts['lost']).toBeUndefined();
      expect(counts['priced']! + (counts['refused'] ?? 0) + counts['asked']!).toBe(32_951);
    });
  },
);
