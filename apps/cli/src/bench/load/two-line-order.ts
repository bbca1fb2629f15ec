import type { LoadJob } from './load-job.js';

const POSTAGE_YEN = 600;
const BUYERS = 500;
/** From the hash of nothing but a counter, so that each run posts the same. */
const SPREAD = 7_919;

/** The n-th two-line order over the first so many goods. */
export const twoLineOrder = (
  goods: LoadJob['goods'],
  skus: number,
  reference: string,
  n: number,
): { readonly units: number; readonly body: object } => {
  const first = (n * SPREAD) % skus;
  const second = (first + 1 + ((n * 31) % (skus - 1))) % skus;
  const lines = [first, second].map((at) => {
    const { sku, valueYen } = goods[at]!;
    return { sku, quantity: 1, unitPrice: valueYen, taxRate: 10 };
  });
  const total = lines.reduce((sum, { unitPrice }) => sum + unitPrice, POSTAGE_YEN);
  return {
    units: lines.length,
    body: {
      reference,
      lines,
      shipTo: {
        name: '山田 太郎',
        postalCode: '100-0001',
        prefecture: 13,
        city: '千代田区',
        street: '千代田1-1',
      },
      contact: { name: '山田 太郎', email: `bench-${n % BUYERS}@example.com`, phone: '03-0000-0000' },
      payment: { method: 'prepaid' },
      delivery: { mode: 'any' },
      money: {
        taxMode: 'included',
        charges: [{ kind: 'postage', amount: POSTAGE_YEN, taxRate: 10 }],
        total,
      },
    },
  };
};
