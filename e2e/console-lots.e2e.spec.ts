import type { CDPSession, Page } from 'playwright-core';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { openFloor, type PackingFloor, picture } from './support/console/packing-floor.js';
import { scan } from './support/console/scanner.js';
import { barcodeOf } from './support/shop.js';

const DAY_MS = 86_400_000;
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
const JAN = barcodeOf(30);
/** As it stands below the bars of GS1-128: the item, the last day on which it may be used, the lot. */
const gs1 = (lot: string, expiresOn: string): string =>
  `(01)0${JAN}(17)${expiresOn.slice(2).replaceAll('-', '')}(10)${lot}`;
const [OLD, SOON, LATER] = [inDays(-3), inDays(20), inDays(200)];
const WALKED_WITHIN_MS = 120_000;

const chromium = chromiumPath();
const title = chromium
  ? 'goods with a day of expiry on the warehouse screens'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no lots on the warehouse screens';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;
  let page: Page;
  let keys: CDPSession;
  const read = (code: string) => scan(keys, code);
  const look = async (name: string) => {
    expect(await gravelyInaccessible(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, `lots-${name}-360x640-ja`);
  };
  const stock = async () => (await floor.shop.call('warehouse', 'GET', '/v1/stock/MILK')).body;
  const band = (text: string) => page.locator('.band', { hasText: text }).waitFor();

  beforeAll(async () => {
    floor = await openFloor(chromium!);
    const items = `sku,name_ja,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,shelf\nMILK,牛乳,${JAN},80,60,50,100,900,C-1\n`;
    expect((await floor.shop.call('ops', 'POST', '/v1/items/import', items)).status).toBe(200);
    const device = await floor.device({ language: 'ja', width: 360, height: 640 });
    page = device.page;
    keys = await device.context.newCDPSession(page);
    await page.getByRole('heading', { name: 'バッジを読み取ってください' }).waitFor();
    await read(await floor.badgeOf('佐藤', 'warehouse'));
    await page.getByRole('heading', { name: '作業ホーム' }).waitFor();
  }, WALKED_WITHIN_MS);
  afterAll(() => floor.close());

  it(
    'an item is marked, and comes in by the codes on the goods',
    async () => {
      await read('^L:STOCK');
      await page.getByRole('heading', { name: '在庫', exact: true }).waitFor();
      await read(JAN);
      await page.getByRole('checkbox', { name: 'ロットと期限で管理する' }).click();
      await page.getByText('ロットはありません。').waitFor();

      await read('^L:STOCK-RECEIVE');
      await read(JAN);
      await page.getByRole('textbox', { name: 'ロット番号' }).waitFor();
      await read('^C:NEXT');
      await band('先にロットと期限を入力してください。');
      await read(gs1('SOON', SOON));
      await page.locator('.tally', { hasText: /^2$/ }).waitFor();
      await read(gs1('LATER', LATER));
      await band('別のロットです。');
      await look('1-receive');
      await read('^C:NEXT');
      await band('牛乳: 2 点入荷');
      for (const [lot, expiresOn] of [
        ['LATER', LATER],
        ['OLD', OLD],
      ] as const) {
        await read(gs1(lot, expiresOn));
        await page.locator('.tally', { hasText: /^1$/ }).waitFor();
        await read('^C:NEXT');
        await band('牛乳: 1 点入荷');
      }
      expect((await stock()).lots).toEqual([
        { lot: 'OLD', expiresOn: OLD, onHand: 1 },
        { lot: 'SOON', expiresOn: SOON, onHand: 2 },
        { lot: 'LATER', expiresOn: LATER, onHand: 1 },
      ]);

      await read('^L:STOCK');
      await page.getByRole('region', { name: '期限切れ・期限間近 (30 日以内)' }).waitFor();
      await page.getByText('⚠ 期限切れ').waitFor();
      await read(JAN);
      await page.getByRole('region', { name: 'ロット', exact: true }).waitFor();
      await look('2-stock');
    },
    WALKED_WITHIN_MS,
  );

  it(
    'a walk names the lot to take, stops an expired one, and goes on without a network',
    async () => {
      const { parcelId } = await floor.parcel('lots-1', { MILK: 2 });
      await read('^C:HOLD');
      await page.getByRole('heading', { name: '作業ホーム', exact: true }).waitFor();
      await read('^C:NEXT');
      await page.getByText('ピッキングを待つ荷物 1 個').waitFor();
      await read('^C:NEXT');
      await page.getByText(`ロット SOON 期限 ${SOON} × 2`).waitFor();
      await page.getByText(`OLD (${OLD} 期限切れ)`).waitFor();
      await look('3-walk');

      await page.context().setOffline(true);
      await read(gs1('OLD', OLD));
      const stop = page.getByRole('alertdialog');
      await stop.getByText('このロットは期限が切れています。').waitFor();
      await look('4-expired');
      await read('^C:ACK');
      await read(gs1('LATER', LATER));
      await stop.getByText('期限の早いロットが先です。').waitFor();
      await read('^C:ACK');
      await read(gs1('SOON', SOON));
      await page.getByText(`ロット SOON 期限 ${SOON} × 1`).waitFor();
      // The named one is not there: the same later code once more, after its stop.
      await read(gs1('LATER', LATER));
      await stop.getByText('期限の早いロットが先です。').waitFor();
      await read('^C:ACK');
      await read(gs1('LATER', LATER));
      await band('別のロット LATER');
      await page.getByText('✓ ピッキング完了').waitFor();
      await page.context().setOffline(false);

      const lots = async (lot: string) =>
        (await floor.shop.call('ops', 'GET', `/v1/lots/MILK/${lot}/parcels`)).body.parcels;
      await floor.shop.until(
        () => lots('LATER'),
        ({ length }) => length === 1,
        60_000,
      );
      for (const lot of ['SOON', 'LATER'])
        expect(await lots(lot)).toMatchObject([{ parcelId, units: 1, knownBy: 'scan' }]);
      expect(await page.getByText(/送信エラー/).count()).toBe(0);
    },
    WALKED_WITHIN_MS,
  );
});
