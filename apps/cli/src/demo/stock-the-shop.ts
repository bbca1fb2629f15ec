import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient } from '../api/api-client.js';
import { drawOf } from './chance.js';
import { csvText } from './csv-text.js';
import type { Goods, Scenario } from './scenario.js';

/** Share of goods of which half comes only later, by a receipt, so that backorders happen and are served. */
const LATE_SHARE = 0.05;
const HEARD_WITHIN_MS = 60_000;
const ROWS_AT_ONCE = 5_000;

interface Clients {
  readonly inventory: ApiClient;
  readonly shippingOps: ApiClient;
  readonly orderOps: ApiClient;
}

/** Imports goods, cartons and stock over HTTP and waits until the order service knows the goods; answers what comes later. */
export const stockTheShop = async (
  clients: Clients,
  scenario: Scenario,
  rest: ReadonlyMap<string, number> = restOf(scenario),
): Promise<ReadonlyMap<string, number>> => {
  if (scenario.cartons.length > 0) {
    const packages = scenario.cartons.map((carton) => ({ ...carton, nameJa: carton.code, kind: 'carton' }));
    await clients.shippingOps.must([200], 'PUT', '/v1/packages', { json: { packages } });
  }
  let catalogueVersion = 0;
  for (let at = 0; at < scenario.goods.length; at += ROWS_AT_ONCE) {
    const rows = scenario.goods.slice(at, at + ROWS_AT_ONCE);
    const answer = await clients.inventory.must([200], 'POST', '/v1/items/import', { csv: itemCsv(rows) });
    catalogueVersion = (answer.body as { catalogueVersion: number }).catalogueVersion;
  }
  const now = [...scenario.stock].map(([sku, units]): [string, number] => [
    sku,
    units - (rest.get(sku) ?? 0),
  ]);
  for (let at = 0; at < now.length; at += ROWS_AT_ONCE) {
    const csv = csvText([['sku', 'on_hand'], ...now.slice(at, at + ROWS_AT_ONCE)]);
    await clients.inventory.must([200], 'POST', '/v1/stock/import', {
      headers: { 'idempotency-key': `demo-stock-${at}` },
      csv,
    });
  }
  await heard(clients.orderOps, catalogueVersion);
  return rest;
};

/** What comes later of each sku. */
export const restOf = ({ stock }: Pick<Scenario, 'stock'>): ReadonlyMap<string, number> =>
  new Map(
    [...stock].flatMap(([sku, units]): [string, number][] => {
      const late = drawOf(sku, 'late') < LATE_SHARE ? Math.floor(units / 2) : 0;
      return late > 0 ? [[sku, late]] : [];
    }),
  );

/** Books the late goods in as one receipt per hundred skus; the queue of backorders is served by it. */
export const receiveRest = async (inventory: ApiClient, rest: ReadonlyMap<string, number>): Promise<void> => {
  const lines = [...rest].map(([sku, quantity]) => ({ sku, quantity }));
  for (let at = 0; at < lines.length; at += 100) {
    await inventory.must([200, 201], 'POST', '/v1/stock/receipts', {
      json: { opId: `demo-receipt-${at}`, lines: lines.slice(at, at + 100) },
    });
  }
};

const heard = async (orderOps: ApiClient, catalogueVersion: number): Promise<void> => {
  const deadline = Date.now() + HEARD_WITHIN_MS;
  // bound: HEARD_WITHIN_MS
  for (;;) {
    const answer = await orderOps.must([200], 'GET', '/v1/catalogue');
    if ((answer.body as { catalogueVersion: number }).catalogueVersion >= catalogueVersion) return;
    if (Date.now() > deadline)
      throw new Error(`the order service has not heard of catalogue version ${catalogueVersion}`);
    await wait(100);
  }
};

const COLUMNS = [
  'sku',
  'name_ja',
  'name_en',
  'barcodes',
  'length_mm',
  'width_mm',
  'height_mm',
  'weight_g',
  'value_yen',
  'fragile',
  'countable',
];
const itemCsv = (goods: readonly Goods[]): string =>
  csvText([
    COLUMNS,
    ...goods.map(({ sku, nameJa, nameEn, barcode, size, weightGrams, valueYen, fragile, countable }) => [
      sku,
      nameJa,
      nameEn,
      barcode,
      size?.lengthMm ?? null,
      size?.widthMm ?? null,
      size?.heightMm ?? null,
      weightGrams,
      valueYen,
      fragile,
      countable,
    ]),
  ]);
