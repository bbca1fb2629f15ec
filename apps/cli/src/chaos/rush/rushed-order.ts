import type { RushJob } from './rush-job.js';

const POSTAGE_YEN = 600;
const BUYERS = 500;

/** The n-th order of a rush: one unit of one of the goods, of which there is soon none left; most of these orders wait for stock. */
export const rushedOrder = (
  { body, goods, prefix }: Pick<RushJob, 'body' | 'goods' | 'prefix'>,
  n: number,
): { readonly reference: string; readonly quantity: number; readonly body: object } => {
  const { sku = '', valueYen = 0 } = goods[n % goods.length] ?? {};
  const reference = `${prefix}-${n}`;
  return {
    reference,
    quantity: 1,
    body: {
      ...body,
      reference,
      lines: [{ sku, quantity: 1, unitPrice: valueYen, taxRate: 10 }],
      contact: { name: '山田 太郎', email: `rush-${n % BUYERS}@example.com`, phone: '03-0000-0000' },
      payment: { method: 'prepaid' },
      delivery: { mode: 'any' },
      money: {
        taxMode: 'included',
        charges: [{ kind: 'postage', amount: POSTAGE_YEN, taxRate: 10 }],
        total: valueYen + POSTAGE_YEN,
      },
    },
  };
};
