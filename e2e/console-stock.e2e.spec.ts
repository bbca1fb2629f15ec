import type { Page } from 'playwright-core';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import {
  type StockHands,
  stockByKeyboard,
  stockByScanner,
  stockByTouch,
} from './support/console/stock-hands.js';
import {
  type Device,
  MUG,
  openFloor,
  OTHER_MUG,
  type PackingFloor,
  picture,
  SKU,
} from './support/console/packing-floor.js';

const CREW = [
  { by: 'scanner', language: 'ja', width: 360, height: 640 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'en', width: 800, height: 1280 },
] as const;

const WORDS = {
  ja: {
    receive: '3 点入荷',
    kept: 'この端末に残っていた続きです',
    moved: '数えている間に入出荷がありました',
    adjusted: '在庫 {n} になりました',
    measured: '採寸を記録しました',
    other: '別の商品です',
    reserved: '注文に引き当てた数より少なくなる',
    offline: '在庫の作業は接続があるときだけ',
  },
  en: {
    receive: '3 received',
    kept: 'Kept on this device, not sent yet',
    moved: 'Units came or went while you counted',
    adjusted: '{n} on hand now',
    measured: 'measures recorded',
    other: 'This is another item',
    reserved: 'Fewer would be left than orders have reserved',
    offline: 'The stock can be worked on only while',
  },
} as const;

const chromium = chromiumPath();
const title = chromium
  ? 'the screens of the stock'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so none of the screens of the stock';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
  });
  afterAll(() => floor.close());

  const onHand = async (): Promise<number> =>
    (await floor.shop.call('warehouse', 'GET', `/v1/stock/${SKU}`)).body.onHand;
  const handsOf = async (by: (typeof CREW)[number]['by'], { context, page }: Device): Promise<StockHands> => {
    if (by === 'scanner') return stockByScanner(await context.newCDPSession(page));
    return by === 'keyboard' ? stockByKeyboard(page) : stockByTouch(page);
  };
  const look = async (page: Page, name: string) => {
    expect(await gravelyInaccessible(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, name);
  };

  it.each(CREW)('receive, count, adjust and measure by $by alone, $width×$height, $language', async (way) => {
    const { language, width, height, by } = way;
    const words = WORDS[language];
    const badge = await floor.badgeOf('田中', 'warehouse');
    const device = await floor.device({ language, width, height, touch: by === 'touch' });
    const { page } = device;
    const hands = await handsOf(by, device);
    const name = (step: string) => `stock-${step}-${by}-${width}x${height}-${language}`;
    const band = (text: string) => page.locator('.band', { hasText: text }).waitFor();
    const units = (count: number) => page.locator('.tally', { hasText: new RegExp(`^${count}$`) }).waitFor();
    const before = await onHand();

    await hands.signIn(badge);
    await page.getByRole('heading', { name: /^(作業ホーム|Work)$/ }).waitFor();
    await hands.openStock();
    await page.getByRole('heading', { name: /^(在庫|Stock)$/ }).waitFor();
    await hands.read(MUG);
    await page.getByRole('article', { name: SKU }).waitFor();
    await page.locator('.stock-facts dd').first().getByText(String(before), { exact: true }).waitFor();
    await look(page, name('1-look'));
    expect(await onHand()).toBe(before);

    await hands.open('receive');
    await hands.tell(MUG, 3);
    await units(3);
    await page.reload();
    await units(3);
    await band(words.kept);
    await hands.mistake(OTHER_MUG, () => band(words.other));
    await look(page, name('2-receive'));
    await hands.commit();
    await band(words.receive);
    expect(await onHand()).toBe(before + 3);

    await hands.open('count');
    await hands.tell(MUG, 2);
    await units(2);
    // A colleague receives two meanwhile: nobody knows whether they were counted.
    await floor.shop.call('warehouse', 'POST', '/v1/stock/receipts', {
      opId: `meanwhile-${by}`,
      lines: [{ sku: SKU, quantity: 2 }],
    });
    await hands.commit();
    await band(words.moved);
    expect(await onHand()).toBe(before + 5);
    await units(0);
    await hands.number(before);
    await units(before);
    await look(page, name('3-count'));
    await hands.commit();
    await band(`${before + 5} → ${before} (-5)`);
    expect(await onHand()).toBe(before);

    await hands.open('adjust');
    await hands.tell(MUG, 2);
    await units(2);
    await hands.reason('damaged');
    await look(page, name('4-adjust'));
    await hands.commit();
    await band(words.adjusted.replace('{n}', String(before - 2)));
    const { movements } = (await floor.shop.call('warehouse', 'GET', `/v1/stock/${SKU}`)).body;
    expect(movements.slice(0, 2)).toMatchObject([
      { kind: 'adjusted', change: -2, reason: 'damaged' },
      { kind: 'adjusted', change: -5, reason: 'count' },
    ]);

    await hands.open('measure');
    await hands.choose(MUG);
    await page.getByRole('article', { name: SKU }).waitFor();
    for (const side of [121, 91, 61]) await hands.enter(side);
    await hands.weigh(333);
    await page.getByRole('button', { name: /333/ }).waitFor();
    await look(page, name('5-measure'));
    await hands.commit();
    await band(words.measured);
    expect((await floor.shop.call('warehouse', 'GET', `/v1/items/${SKU}`)).body).toMatchObject({
      size: { lengthMm: 121, widthMm: 91, heightMm: 61 },
      weightGrams: 333,
      barcodes: [MUG],
    });
    expect(device.complaints).toEqual([]);
    await device.context.close();
  });

  it('without a network say so, keep what was scanned, and do it once when the network is back', async () => {
    const badge = await floor.badgeOf('鈴木', 'warehouse');
    const device = await floor.device({ language: 'ja', width: 800, height: 1280, worker: false });
    const { page, context } = device;
    const hands = await handsOf('scanner', device);
    const before = await onHand();
    await hands.signIn(badge);
    await page.getByRole('heading', { name: '作業ホーム' }).waitFor();
    await hands.openStock();
    await hands.open('receive');
    await hands.tell(MUG, 2);
    await page.locator('.tally', { hasText: /^2$/ }).waitFor();
    // The server takes it, and the answer is lost.
    let isTaken = false;
    await page.route('**/v1/stock/receipts', async (route) => {
      if (!isTaken) await route.fetch();
      isTaken = true;
      await route.abort();
    });
    await hands.commit();
    await page.locator('.band', { hasText: '記録されたか分かりません' }).waitFor();
    expect(await onHand()).toBe(before + 2);
    await hands.read(MUG);
    await page.locator('.band', { hasText: '前の操作の返事がまだです' }).waitFor();
    await context.setOffline(true);
    await page.locator('[role=alert]', { hasText: WORDS.ja.offline }).waitFor();
    await context.setOffline(false);
    await page.unroute('**/v1/stock/receipts');
    await hands.commit();
    await page.locator('.band', { hasText: '2 点入荷' }).waitFor();
    expect(await onHand()).toBe(before + 2);
    await context.close();
  });

  it('take no units away that orders have reserved, and print labels that scan', async () => {
    const badge = await floor.badgeOf('高橋', 'warehouse');
    await floor.parcel('stock-reserved', { [SKU]: 1 });
    const device = await floor.device({ language: 'en', width: 1920, height: 1080 });
    const { page, context } = device;
    const hands = stockByKeyboard(page);
    await hands.signIn(badge);
    await page.getByRole('heading', { name: 'Work', exact: true }).waitFor();
    await hands.openStock();
    await hands.read(MUG);
    const label = page.getByRole('link', { name: 'Item label (PDF)' });
    await label.waitFor();
    const printed = await context.request.get(new URL((await label.getAttribute('href'))!, page.url()).href);
    expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await hands.open('count');
    await hands.choose(MUG);
    await page.locator('.tally').waitFor();
    await hands.number(0);
    await hands.commit();
    await page.locator('.band', { hasText: WORDS.en.reserved }).waitFor();
    await context.close();
  });
});
