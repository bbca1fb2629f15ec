import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import {
  COUNTED_SKU,
  type Device,
  openFloor,
  type PackingFloor,
  picture,
  SKU,
} from './support/console/packing-floor.js';
import { scan } from './support/console/scanner.js';

const LOOKS = [
  {
    language: 'ja',
    width: 360,
    height: 640,
    badge: 'バッジを読み取ってください',
    mark: 'セット: お茶のセット',
  },
  { language: 'en', width: 800, height: 1280, badge: 'Scan your badge', mark: 'set: Tea set' },
] as const;

const chromium = chromiumPath();
const title = chromium
  ? 'a part of a set on the warehouse screens'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no sets on the warehouse screens';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
    const { shop } = floor;
    const { body } = await shop.call('ops', 'PUT', '/v1/items/TEA-SET', {
      names: { ja: 'お茶のセット', en: 'Tea set' },
      parts: [
        { sku: SKU, quantity: 1 },
        { sku: COUNTED_SKU, quantity: 2 },
      ],
    });
    await shop.until(
      () => shop.call('ops', 'GET', '/v1/catalogue'),
      (heard) => heard.body.catalogueVersion >= body.catalogueVersion,
    );
  }, 60_000);
  afterAll(() => floor.close());

  const looksRight = async ({ page, complaints }: Device, name: string) => {
    expect(await gravelyInaccessible(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(complaints).toEqual([]);
    await picture(page, name);
  };

  it.each(LOOKS)(
    'says which set it belongs to, at the table and on the walk, $width×$height, $language',
    async ({ language, width, height, badge, mark }) => {
      const parcel = await floor.parcel(`sets-${language}`, { 'TEA-SET': 1, [SKU]: 1 });
      const device = await floor.device({ language, width, height });
      const { page, context } = device;
      const scanner = await context.newCDPSession(page);
      await page.getByRole('heading', { name: badge }).waitFor();
      await scan(scanner, await floor.badgeOf('佐藤', 'warehouse'));

      await page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
      await scan(scanner, '^C:NEXT');
      await page.waitForURL(/pick/);
      await scan(scanner, '^C:NEXT');
      await page.locator('.pick-totes').getByText(mark, { exact: true }).waitFor();
      await looksRight(device, `set-1-walk-${width}x${height}-${language}`);

      await page.goto(`${floor.shop.url}/console/work/pack/${parcel.parcelId}`);
      await page.locator('.lines .line-name').nth(2).waitFor();
      const marks = await page
        .locator('.lines .line')
        .evaluateAll((lines) => lines.map((line) => line.querySelector('.set-mark')?.textContent ?? null));
      expect(marks).toEqual([mark, mark, null]);
      await looksRight(device, `set-2-table-${width}x${height}-${language}`);

      await floor.shop.call('storefront', 'POST', `/v1/orders/${parcel.orderId}/cancel`, {});
      await context.close();
    },
    120_000,
  );
});
