import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { type Hands, withKeyboard, withScanner, withTouch } from './support/console/hands.js';
import {
  COUNTED_SKU,
  type Device,
  MUG,
  openFloor,
  type PackingFloor,
  SKU,
} from './support/console/packing-floor.js';
import { scan } from './support/console/scanner.js';

const OTHER_SKU = 'MUG-BLUE';

const CREW = [
  { by: 'scanner', language: 'ja', width: 800, height: 1280 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'en', width: 360, height: 640 },
] as const;
type Way = (typeof CREW)[number];

const WORDS = {
  ja: {
    missing: '欠品',
    damaged: '破損',
    units: '2 点',
    waits: /^引当待ち 2 点/,
    aside: /^代わりの商品を待っています/,
    home: '作業ホーム',
    inList: '代わり待ち 2 点',
  },
  en: {
    missing: 'Missing',
    damaged: 'Damaged',
    units: '2 pc',
    waits: /^out of stock: 2 awaited/,
    aside: /^Other units are on their way/,
    home: 'Work',
    inList: 'waits for 2 pc',
  },
} as const;

/** What each way of working does at the sheet for missing and damaged units. */
interface Reporting {
  open(cause: 'missing' | 'damaged'): Promise<void>;
  /** One unit more. */
  more(): Promise<void>;
  report(): Promise<void>;
  putAside(): Promise<void>;
}

const chromium = chromiumPath();
const title = chromium
  ? 'missing and damaged units at the packing table'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no missing units at the packing table';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
  });
  afterAll(() => floor.close());

  const waysOf = async (
    { by, language }: Way,
    { context, page }: Device,
  ): Promise<{ hands: Hands; reporting: Reporting }> => {
    const words = WORDS[language];
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    if (by === 'scanner') {
      const session = await context.newCDPSession(page);
      let last = '';
      const read = (code: string) => scan(session, code);
      return {
        hands: withScanner(session),
        reporting: {
          open: (cause) => read((last = cause === 'missing' ? '^C:SHORT' : '^C:DAMAGE')),
          more: () => read(last),
          report: () => read('^C:NEXT'),
          putAside: () => read('^C:NEXT'),
        },
      };
    }
    const press = async (key: string) => {
      await page.waitForTimeout(200);
      await page.keyboard.press(key);
    };
    if (by === 'keyboard')
      return {
        hands: withKeyboard(page),
        reporting: {
          open: (cause) => press(cause === 'missing' ? 's' : 'd'),
          more: () => press('2'),
          report: () => press('n'),
          putAside: () => press('n'),
        },
      };
    return {
      hands: withTouch(page),
      reporting: {
        open: (cause) => page.locator('.next').getByRole('button', { name: words[cause], exact: true }).tap(),
        more: () => button('One more').tap(),
        report: () => button(/^Report/).tap(),
        putAside: () => button(/^Put aside, next/).tap(),
      },
    };
  };

  /** Goods that so many orders may want, and no more. */
  const stocked = async (sku: string, onHand: number): Promise<void> => {
    const key = `${sku}-${onHand}-${Math.random()}`;
    const counted = `sku,on_hand\n${sku},${onHand}`;
    const { status } = await floor.shop.call('ops', 'POST', '/v1/stock/import', counted, {
      'idempotency-key': key,
    });
    expect(status).toBe(200);
  };
  const stockOf = async (sku: string) => (await floor.shop.call('warehouse', 'GET', `/v1/stock/${sku}`)).body;

  it.each(CREW)('are reported, awaited and replaced by $by alone, $width×$height, $language', async (way) => {
    const { by, language, width, height } = way;
    const words = WORDS[language];
    const { reserved: others } = await stockOf(SKU);
    await stocked(SKU, others + 3);
    const badge = await floor.badgeOf('佐藤', 'warehouse');
    const parcel = await floor.parcel(`missing-${by}`, { [SKU]: 3 });
    const device = await floor.device({ language, width, height, touch: by === 'touch' });
    const { page } = device;
    const { hands, reporting } = await waysOf(way, device);
    const clean = async () => {
      expect(await gravelyInaccessible(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    };

    await hands.signIn(badge);
    await page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
    await hands.open(parcel);
    await page.getByText('0/3', { exact: true }).waitFor();
    await hands.read(MUG);
    await page.getByText('1/3', { exact: true }).waitFor();

    await reporting.open('missing');
    await page.getByRole('dialog', { name: words.missing }).waitFor();
    await reporting.more();
    await page.getByText(words.units, { exact: true }).waitFor();
    await clean();
    await reporting.report();
    await page.getByText(words.waits).waitFor();
    await page.getByText(words.aside).waitFor();
    await clean();
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ lines: [{ scanned: 1, waitsFor: 2 }] });

    await reporting.putAside();
    await page.getByRole('heading', { name: words.home, exact: true }).waitFor();
    await page.getByText(words.inList, { exact: true }).waitFor();
    await clean();
    await floor.shop.call('warehouse', 'POST', '/v1/stock/receipts', {
      opId: `came-${by}`,
      lines: [{ sku: SKU, quantity: 3 }],
    });
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines }) => lines[0].waitsFor === 0,
    );
    await hands.open(parcel);
    await hands.read(MUG);
    await page.getByText('2/3', { exact: true }).waitFor();

    await reporting.open('damaged');
    await page.getByRole('dialog', { name: words.damaged }).waitFor();
    await reporting.report();
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines }) => lines[0].scanned === 1 && lines[0].waitsFor === 0,
    );
    await page.getByText('1/3', { exact: true }).waitFor();
    await page.locator('.line .tag').waitFor({ state: 'detached' });
    for (const count of ['2/3', '3/3']) {
      await hands.read(MUG);
      await page.getByText(count, { exact: true }).waitFor();
    }
    const { expectedWeightGrams } = await floor.shown(parcel.parcelId);
    await hands.weigh(expectedWeightGrams);
    await page.getByText(`${expectedWeightGrams} g`, { exact: true }).waitFor();
    expect(await stockOf(SKU)).toMatchObject({ onHand: others + 3, reserved: others + 3, waiting: 0 });
    const history = await floor.shop.call('ops', 'GET', `/v1/orders/${parcel.orderId}/history?limit=100`);
    expect(history.body.entries.map(({ what }: any) => what)).toEqual(
      expect.arrayContaining(['parcel.shortage-reported', 'stock.replacement-awaited', 'stock.replaced']),
    );
    const { body } = await floor.shop.call('warehouse', 'GET', '/v1/stock/count-tasks');
    expect(body.tasks).toMatchObject([{ sku: SKU }]);
    expect(device.complaints).toEqual([]);
    await floor.shop.call('ops', 'POST', `/v1/orders/${parcel.orderId}/cancel`, {});
    await floor.shop.until(
      () => stockOf(SKU),
      ({ reserved }) => reserved === others,
    );
    await device.context.close();
  });

  it('of another item than the last are chosen by a scan, and without a network nothing is reported', async () => {
    const badge = await floor.badgeOf('鈴木', 'warehouse');
    const parcel = await floor.parcel('missing-other', { [COUNTED_SKU]: 2, [OTHER_SKU]: 1 });
    const device = await floor.device({ language: 'ja', width: 800, height: 1280, worker: false });
    const { context, page } = device;
    const session = await context.newCDPSession(page);
    const read = (code: string) => scan(session, code);
    await page.getByRole('heading', { name: 'バッジを読み取ってください' }).waitFor();
    await read(badge);
    await page.getByRole('link', { name: /missing-other/ }).waitFor();
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/2', { exact: true }).waitFor();
    await context.setOffline(true);
    await read('^C:SHORT');
    const sheet = page.getByRole('dialog', { name: '欠品' });
    await sheet.waitFor();
    await read(OTHER_SKU);
    await sheet.getByRole('button', { name: /MUG-BLUE/, pressed: true }).waitFor();
    await read('^C:NEXT');
    await page.getByText(/接続がないため/).waitFor();
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ lines: [{ waitsFor: 0 }, { waitsFor: 0 }] });
    await context.setOffline(false);
    await read('^C:SHORT');
    await sheet.waitFor();
    await read(OTHER_SKU);
    await sheet.getByRole('button', { name: /MUG-BLUE/, pressed: true }).waitFor();
    await read('^C:NEXT');
    await floor.shop.until(
      () => floor.shop.call('ops', 'GET', `/v1/orders/${parcel.orderId}/history?limit=100`),
      ({ body }) => body.entries.some(({ what }: any) => what === 'stock.replaced'),
    );
    expect(device.complaints).toEqual([]);
    await context.close();
  });
});
