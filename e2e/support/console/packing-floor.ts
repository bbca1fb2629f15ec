import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { anOrder } from '../an-order.js';
import { barcodeOf, startShop, type TestShop } from '../shop.js';
import { launch } from './browser.js';

const SEEN_WITHIN_MS = 30_000;
/** With OKURU_SCREENS=1 the pictures of docs/screens are taken anew. */
const SCREENS = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));

export const SKU = 'MUG-WHITE';
export const MUG = barcodeOf(0);
/** Differs from it in one word. */
export const OTHER_MUG = barcodeOf(1);
export const COUNTED_SKU = 'TEA-BAG';
export const COUNTED = barcodeOf(2);

export interface PlannedParcel {
  readonly orderId: string;
  readonly parcelId: string;
  readonly reference: string;
}

export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of in its console or threw. */
  readonly complaints: readonly string[];
}

/** A shop with goods and people, and devices at its packing tables. */
export interface PackingFloor {
  readonly shop: TestShop;
  badgeOf(name: string, role: 'warehouse' | 'lead' | 'ops' | 'admin', pin?: string): Promise<string>;
  /** `more` is what the order says besides its lines. */
  parcel(reference: string, lines: Readonly<Record<string, number>>, more?: object): Promise<PlannedParcel>;
  /** As the API shows it now. */
  shown(parcelId: string): Promise<any>;
  device(options: {
    readonly language: 'ja' | 'en';
    readonly width: number;
    readonly height: number;
    readonly touch?: boolean;
    /** False: no service worker stands between the page and a test that loses answers. */
    readonly worker?: boolean;
    /** Before anything of the page. */
    readonly prepare?: (context: BrowserContext) => Promise<void>;
  }): Promise<Device>;
  close(): Promise<void>;
}

export const openFloor = async (
  chromium: string,
  options: Parameters<typeof startShop>[0] = {},
): Promise<PackingFloor> => {
  const shop = await startShop(options);
  const browser: Browser = await launch(chromium);
  await shop.stock({ [SKU]: 100, 'MUG-BLUE': 100 });
  await stockCounted(shop);
  return {
    shop,
    badgeOf: async (name, role, pin) => {
      const { staffId, badge } = (await shop.call('admin', 'POST', '/v1/staff', { name, role })).body;
      if (pin) await shop.call('admin', 'PUT', `/v1/staff/${staffId}/pin`, { pin });
      return badge;
    },
    parcel: (reference, lines, more) => plannedParcel(shop, reference, lines, more),
    shown: async (parcelId) => (await shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}`)).body,
    device: async ({ language, width, height, touch = false, worker = true, prepare }) => {
      const context = await browser.newContext({
        viewport: { width, height },
        hasTouch: touch,
        locale: 'ja-JP',
        serviceWorkers: worker ? 'allow' : 'block',
      });
      context.setDefaultTimeout(SEEN_WITHIN_MS);
      await context.addInitScript(`localStorage.setItem('okuru-language', '${language}')`);
      await prepare?.(context);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (fault) => complaints.push(String(fault)));
      page.on('console', (message) => {
        // A refusal, such as the 401 before anybody signed in, is an answer; the browser tells it as an error.
        if (message.type() === 'error' && !/status of 4\d\d|ERR_INTERNET/.test(message.text()))
          complaints.push(message.text());
      });
      await page.goto(`${shop.url}/console`);
      // Nobody listens to a scanner before.
      await page.locator('h1').first().waitFor();
      return { context, page, complaints };
    },
    close: async () => {
      await browser.close();
      await shop.close();
    },
  };
};

/** Goods of which a scan and a count may prove many units. */
const stockCounted = async (shop: TestShop): Promise<void> => {
  const items = await shop.call(
    'ops',
    'POST',
    '/v1/items/import',
    [
      'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,countable',
      `${COUNTED_SKU},緑茶 ティーバッグ,Green tea bag,${COUNTED},80,60,5,4,40,true`,
    ].join('\n'),
  );
  if (items.status !== 200) throw new Error(JSON.stringify(items.body));
  const counted = await shop.call('ops', 'POST', '/v1/stock/import', `sku,on_hand\n${COUNTED_SKU},500`, {
    'idempotency-key': 'counted',
  });
  if (counted.status !== 200) throw new Error(JSON.stringify(counted.body));
  await shop.until(
    () => shop.call('ops', 'GET', '/v1/catalogue'),
    (heard) => heard.body.catalogueVersion >= items.body.catalogueVersion,
  );
};

const plannedParcel = async (
  shop: TestShop,
  reference: string,
  lines: Readonly<Record<string, number>>,
  more: object = {},
): Promise<PlannedParcel> => {
  const order = anOrder(
    { reference, sku: '', units: 0 },
    {
      lines: Object.entries(lines).map(([sku, quantity]) => ({
        sku,
        quantity,
        unitPrice: 1000,
        taxRate: 10,
      })),
      ...more,
    },
  );
  const placed = await shop.call('storefront', 'POST', '/v1/orders', order, { 'idempotency-key': reference });
  if (placed.status !== 201) throw new Error(JSON.stringify(placed.body));
  const { orderId } = placed.body;
  const planned = await shop.until(
    () => shop.call('ops', 'GET', `/v1/orders/${orderId}`),
    ({ body }) => body.parcels?.length > 0 && body.lines.every((line: any) => line.reserved > 0),
    SEEN_WITHIN_MS,
  );
  return { orderId, parcelId: planned.body.parcels[0].parcelId, reference };
};

/** Takes a picture for docs/screens where that was asked for. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['OKURU_SCREENS'] !== '1') return;
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: `${SCREENS}${name}.png` });
};
