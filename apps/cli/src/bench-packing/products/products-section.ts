import { refusalWords, serviceKey, type priceAlone, type PricedAlone } from '@okuru/carriers';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SHIP_ON, type Carriage } from '../carriage.js';
import { noneOf, type Bench, type Counts, type Row, type SectionReport } from '../section.js';
import { faultOf, madeUpProducts, readProducts, type Product } from './product.js';

const PRODUCTS: Counts = { full: Infinity, quick: 3_000, tiny: 200 };
const MADE_UP_PRODUCTS = 5_000;
const DESTINATION_PREFECTURE = 27;

/** What the section judges; a test puts a careless one in its place. */
export type PriceAlone = typeof priceAlone;

export const productsSection = (bench: Bench, carriage: Carriage, price: PriceAlone): SectionReport => {
  const folder = join(bench.shared, 'olist');
  const isThere = existsSync(folder);
  const all = isThere ? readProducts(folder) : madeUpProducts(MADE_UP_PRODUCTS, bench.seed);
  const products = chosen(all, PRODUCTS[bench.size]);
  const demand = {
    prefecture: DESTINATION_PREFECTURE,
    mode: 'any',
    cashOnDelivery: false,
    shipOn: SHIP_ON,
  } as const;
  const judged = products.map((product, index): Judged => {
    bench.step(index, products.length);
    const answer = price(product, carriage.services, carriage.tariffs, demand);
    return { product, answer, outcome: outcomeOf(answer), wrong: wrongPrice(product, answer, carriage) };
  });
  const count = (of: Judged['outcome']): number => judged.filter(({ outcome }) => outcome === of).length;
  return {
    title: 'Products as single parcels',
    said: [
      isThere
        ? `Olist (Brazilian marketplace): ${products.length} products with their declared sizes`
        : `${products.length} made-up products (the Olist set is not on this machine)`,
      `each as a parcel of its own from Tokyo to Osaka; ${carriage.said}`,
    ],
    rows: [
      {
        what: 'a class and a price / a stated refusal / only a question',
        ours: `${count('priced')} / ${count('refused')} / ${count('asked')}`,
      },
      noneOf(
        'neither priced nor refused nor asked about',
        names(judged, ({ outcome }) => outcome === 'lost'),
        judged.length,
      ),
      noneOf(
        'class or price that its service or tariff does not have',
        judged.flatMap(({ wrong }) => wrong),
        judged.length,
      ),
      ...questionRows(judged),
    ],
    figures: {
      products: products.length,
      priced: count('priced'),
      refused: count('refused'),
      asked: count('asked'),
      classes: tally(
        judged.flatMap(({ answer: { cheapest } }) =>
          cheapest ? [`${serviceKey(cheapest)} ${cheapest.classCode}`] : [],
        ),
      ),
      doubts: tally(judged.flatMap(({ answer }) => answer.doubts.map(({ code }) => code))),
    },
  };
};

interface Judged {
  readonly product: Product;
  readonly answer: PricedAlone;
  readonly outcome: 'priced' | 'refused' | 'asked' | 'lost';
  readonly wrong: readonly string[];
}

/** So many evenly over the list, and every product with a fault, as those are few. */
const chosen = (products: readonly Product[], count: number): Product[] => {
  const every = Math.max(1, Math.floor(products.length / count));
  return products.filter((product, index) => index % every === 0 || faultOf(product) !== undefined);
};

const outcomeOf = ({ cheapest, quotes, doubts }: PricedAlone): Judged['outcome'] => {
  if (cheapest) return 'priced';
  const isStated = quotes.every(
    (one) => !one.ok && refusalWords[one.reason].ja !== '' && refusalWords[one.reason].en !== '',
  );
  if (quotes.length > 0 && isStated) return 'refused';
  return quotes.length === 0 && doubts.length > 0 ? 'asked' : 'lost';
};

/** The class must hold the parcel by sum of sides and weight, and the price must stand in the tariff. */
const wrongPrice = (
  { id, size, weightGrams }: Product,
  { cheapest }: PricedAlone,
  carriage: Carriage,
): string[] => {
  if (!cheapest) return [];
  if (!size || !weightGrams) return [`${id} is priced on a guess`];
  const service = carriage.services.find((one) => serviceKey(one) === serviceKey(cheapest));
  const sizeClass = service?.classes.find(({ code }) => code === cheapest.classCode);
  const sumMm = size.lengthMm + size.widthMm + size.heightMm;
  const holds = sizeClass && sumMm <= sizeClass.threeSideSumMmMax && weightGrams <= sizeClass.weightGramsMax;
  const listed = carriage.tariffs.some(
    (tariff) =>
      tariff.version === cheapest.tariffVersion &&
      serviceKey(tariff) === serviceKey(cheapest) &&
      tariff.priceYen[cheapest.zone]?.[cheapest.classCode] === cheapest.freightYen,
  );
  return [
    ...(holds ? [] : [`${id}: ${sumMm} mm and ${weightGrams} g are beyond class ${cheapest.classCode}`]),
    ...(listed ? [] : [`${id}: ${cheapest.freightYen} yen stand in no tariff`]),
  ];
};

const names = (judged: readonly Judged[], holds: (one: Judged) => boolean): string[] =>
  judged.filter(holds).map(({ product }) => product.id);

const questionRows = (judged: readonly Judged[]): Row[] => {
  const faulty = judged.filter(({ product }) => faultOf(product) !== undefined);
  const kinds = tally(faulty.map(({ product }) => faultOf(product)!));
  const sound = judged.filter(({ product }) => faultOf(product) === undefined);
  return [
    noneOf(
      `without a question for a person: ${Object.entries(kinds)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', ')}`,
      names(faulty, ({ answer }) => answer.doubts.length === 0),
      faulty.length,
    ),
    noneOf(
      'asked about although sound',
      names(sound, ({ answer }) => answer.doubts.length > 0),
      sound.length,
    ),
  ];
};

const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};
