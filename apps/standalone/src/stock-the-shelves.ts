import type { FirstStart } from '@okuru/platform';
import { SAMPLE_ITEMS_CSV, SAMPLE_STOCK_CSV } from './sample-goods.js';

/** Gives a shop that starts for the first time something to sell, through its own HTTP API. */
export const stockTheShelves = async ({ url, opsKey, sampleGoods }: FirstStart): Promise<void> => {
  if (!sampleGoods) return;
  for (const [path, csv] of [
    ['/v1/items/import', SAMPLE_ITEMS_CSV],
    ['/v1/stock/import', SAMPLE_STOCK_CSV],
  ] as const) {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${opsKey}`,
        'content-type': 'text/csv',
        'idempotency-key': 'sample-goods',
      },
      body: csv,
    });
    if (!answer.ok) throw new Error(`the sample goods were refused: ${answer.status} ${await answer.text()}`);
  }
};
