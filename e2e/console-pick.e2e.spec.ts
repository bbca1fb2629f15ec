import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { type Device, openFloor, type PackingFloor, picture } from './support/console/packing-floor.js';
import {
  type PickHands,
  pickWithKeyboard,
  pickWithScanner,
  pickWithTouch,
} from './support/console/pick-hands.js';
import { scan } from './support/console/scanner.js';
import { barcodeOf } from './support/shop.js';

const CREW = [
  { by: 'scanner', language: 'ja', width: 360, height: 640 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'en', width: 800, height: 1280 },
] as const;

/** Every digit of fifteen barcodes is a touch of its own, on a machine that may be busy. */
const WALKED_WITHIN_MS = 600_000;

const WORDS = {
  ja: {
    badge: 'バッジを読み取ってください',
    waiting: 'ピッキングを待つ荷物 12 個',
    left: (units: number) => `残り ${units} 点`,
    wrongItem: 'この棚で取る商品ではありません。',
    finished: '✓ ピッキング完了',
    short: '欠品: ポスター 1 点',
    tookBack: '戻しました: カップ 白 を 1 番から出してください',
  },
  en: {
    badge: 'Scan your badge',
    waiting: '12 parcels wait to be picked',
    left: (units: number) => `${units} left`,
    wrongItem: 'This is not the item of this shelf.',
    finished: '✓ All picked',
    short: 'Short: ポスター, 1',
    tookBack: 'Taken back: take カップ 白 out of no. 1',
  },
} as const;

/** Goods with shelves, of which two look alike; barcodes beyond those of the packing floor. */
const CUP = { sku: 'CUP-WHITE', name: 'カップ 白', shelf: 'A-2', barcode: barcodeOf(20) };
const BLUE = { sku: 'CUP-BLUE', name: 'カップ 青', shelf: 'A-10', barcode: barcodeOf(21) };
const BAG = { sku: 'TEA-POT', name: 'ティーポット', shelf: 'B-1', barcode: barcodeOf(22) };
const POSTER = { sku: 'POSTER', name: 'ポスター', shelf: '', barcode: barcodeOf(23) };

const chromium = chromiumPath();
const title = chromium
  ? 'picking on the warehouse screens'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no picking on the warehouse screens';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
    const { shop } = floor;
    const goods = [CUP, BLUE, BAG, POSTER];
    const items = await shop.call(
      'ops',
      'POST',
      '/v1/items/import',
      [
        'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,shelf,look_alike_group',
        ...goods.map(
          ({ sku, name, shelf, barcode }) =>
            `${sku},${name},${sku},${barcode},80,60,50,100,900,${shelf},${sku.startsWith('CUP') ? 'cup' : ''}`,
        ),
      ].join('\n'),
    );
    if (items.status !== 200) throw new Error(JSON.stringify(items.body));
    const counted = await shop.call(
      'ops',
      'POST',
      '/v1/stock/import',
      ['sku,on_hand', ...goods.map(({ sku }) => `${sku},500`)].join('\n'),
      { 'idempotency-key': 'pick goods' },
    );
    if (counted.status !== 200) throw new Error(JSON.stringify(counted.body));
    await shop.until(
      () => shop.call('ops', 'GET', '/v1/catalogue'),
      (heard) => heard.body.catalogueVersion >= items.body.catalogueVersion,
    );
  });
  afterAll(() => floor.close());

  const batchOf = async (page: Device['page']) =>
    (await floor.shop.call('warehouse', 'GET', `/v1/pick-batches/${page.url().split('/').at(-1)}`)).body;
  const handsOf = async (by: (typeof CREW)[number]['by'], { context, page }: Device): Promise<PickHands> => {
    if (by === 'scanner') return pickWithScanner(await context.newCDPSession(page));
    return by === 'keyboard' ? pickWithKeyboard(page) : pickWithTouch(page);
  };

  it.each(CREW)(
    '12 parcels on one walk by $by alone, $width×$height, $language',
    async (way) => {
      const { language, width, height, by } = way;
      const words = WORDS[language];
      const badge = await floor.badgeOf('佐藤', 'warehouse');
      const parcels = [];
      for (let nth = 1; nth <= 12; nth += 1) {
        const lines = {
          [CUP.sku]: 1,
          ...(nth <= 2 && { [BLUE.sku]: 1 }),
          ...(nth === 12 && { [POSTER.sku]: 1 }),
        };
        parcels.push(await floor.parcel(`pick-${by}-${nth}`, lines));
      }
      const device = await floor.device({ language, width, height, touch: by === 'touch' });
      const { page } = device;
      const hands = await handsOf(by, device);
      const look = async (name: string) => {
        expect(await gravelyInaccessible(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        await picture(page, `${name}-${by}-${width}x${height}-${language}`);
      };
      const tote = (slot: number) =>
        page.locator('.tote-number strong').getByText(String(slot), { exact: true });
      const shelf = (code: string) => page.locator('.pick-shelf').getByText(code, { exact: true });
      const stop = page.getByRole('alertdialog');

      await page.getByRole('heading', { name: words.badge }).waitFor();
      await hands.signIn(badge);
      await page
        .getByRole('link', { name: new RegExp(parcels[0]!.reference) })
        .first()
        .waitFor();
      await hands.openPicking();
      await page.getByText(words.waiting).waitFor();
      await look('pick-1-begin');
      await hands.goOn();

      await shelf(CUP.shelf).waitFor();
      await page.getByText(words.left(15), { exact: true }).waitFor();
      await page.locator('.pick-difference strong').getByText('白', { exact: true }).waitFor();
      await look('pick-2-stop');
      await hands.read(BLUE.barcode);
      await stop.getByText(words.wrongItem).waitFor();
      await stop.getByText('青', { exact: true }).waitFor();
      await look('pick-3-wrong-item');
      await hands.acknowledge();
      await stop.waitFor({ state: 'detached' });

      await hands.read(CUP.barcode);
      await tote(1).waitFor();
      await look('pick-4-tote');
      await hands.undo();
      await page.getByText(words.tookBack).waitFor();
      await page.getByText(words.left(15), { exact: true }).waitFor();
      for (let slot = 1; slot <= 12; slot += 1) {
        await hands.read(CUP.barcode);
        await tote(slot).waitFor();
      }
      await shelf(BLUE.shelf).waitFor();
      await hands.read(BLUE.barcode);
      await tote(1).waitFor();

      await hands.putAside();
      await page.getByText(/13\/15/).waitFor();
      await hands.goOn();
      await shelf(BLUE.shelf).waitFor();
      await hands.read(BLUE.barcode);
      await tote(2).waitFor();
      await hands.short();
      await page.getByText(words.finished).waitFor();
      await page.getByText(words.short, { exact: true }).waitFor();
      await look('pick-5-finished');

      const batch = await floor.shop.until(
        () => batchOf(page),
        ({ status }) => status === 'finished',
      );
      expect(batch.slots.map(({ parcelId }: { parcelId: string }) => parcelId)).toEqual(
        parcels.map(({ parcelId }) => parcelId),
      );
      expect(batch.slots.map(({ state }: { state: string }) => state)).toEqual([
        ...Array.from({ length: 11 }, () => 'complete'),
        'short',
      ]);
      await hands.goOn();
      await page
        .getByRole('link', { name: new RegExp(parcels[0]!.reference) })
        .first()
        .waitFor();
      expect(device.complaints).toEqual([]);
      await device.context.close();
    },
    WALKED_WITHIN_MS,
  );

  const walking = async (reference: string, count: number, lines: Readonly<Record<string, number>>) => {
    const badge = await floor.badgeOf('鈴木', 'warehouse');
    const parcels = [];
    for (let nth = 1; nth <= count; nth += 1) parcels.push(await floor.parcel(`${reference}-${nth}`, lines));
    const device = await floor.device({ language: 'ja', width: 800, height: 1280 });
    const { context, page } = device;
    const session = await context.newCDPSession(page);
    const read = (code: string) => scan(session, code);
    await page.getByRole('heading', { name: WORDS.ja.badge }).waitFor();
    await read(badge);
    await page.getByRole('heading', { name: '作業ホーム', exact: true }).waitFor();
    await read('^C:NEXT');
    await page.getByText(`ピッキングを待つ荷物 ${count} 個`).waitFor();
    await read('^C:NEXT');
    await page.locator('.pick-shelf').waitFor();
    const left = (units: number) => page.getByText(WORDS.ja.left(units), { exact: true }).waitFor();
    return { ...device, parcels, read, left };
  };

  it('goes on without a network, through a reload, and tells the server in order', async () => {
    const { context, page, read, left } = await walking('pick-offline', 2, { [CUP.sku]: 2 });
    await left(4);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await context.setOffline(true);
    await read(`^L:${CUP.shelf}`);
    await page.getByText(`棚 ${CUP.shelf} で合っています`).waitFor();
    await read(`^L:${BLUE.shelf}`);
    await page.getByRole('alertdialog').getByText('棚が違います。').waitFor();
    await read('^C:ACK');
    for (const units of [3, 2, 1]) {
      await read(CUP.barcode);
      await left(units);
    }
    await read('^C:UNDO');
    await left(2);
    await read(BLUE.barcode);
    await page.getByRole('alertdialog').waitFor();
    await read('^C:ACK');
    await page.getByText('◌ 未送信 5').waitFor();
    await page.reload();
    await left(2);
    await page.getByText('◌ 未送信 5').waitFor();
    expect((await batchOf(page)).left).toBe(4);
    await context.setOffline(false);
    await floor.shop.until(
      () => batchOf(page),
      (batch) => batch.left === 2,
      60_000,
    );
    await page.getByText('● 接続').waitFor();
    await read(CUP.barcode);
    await read(CUP.barcode);
    await page.getByText(WORDS.ja.finished).waitFor();
    await floor.shop.until(
      () => batchOf(page),
      (batch) => batch.status === 'finished',
    );
    expect(await page.getByText(/送信エラー/).count()).toBe(0);
    await context.close();
  });

  it('says what is to be put back of a parcel that was cancelled, and ends without it', async () => {
    const { context, page, parcels, read, left } = await walking('pick-cancelled', 2, { [BAG.sku]: 2 });
    await left(4);
    await read(BAG.barcode);
    await left(3);
    const [first] = parcels;
    await floor.shop.call('ops', 'POST', `/v1/orders/${first!.orderId}/cancel`, {});
    await floor.shop.until(
      () => floor.shown(first!.parcelId),
      (shown) => shown.status === 'voided',
    );
    await read(BAG.barcode);
    await page.getByRole('alertdialog').getByText('このトートの荷物は取り消されました').waitFor();
    await read('^C:ACK');
    await page.getByText('1 番は取消: 1 点を棚へ戻してください').waitFor();
    await left(2);
    await picture(page, 'pick-6-cancelled-scanner-800x1280-ja');
    await read(BAG.barcode);
    await left(1);
    await read(BAG.barcode);
    await page.getByText(WORDS.ja.finished).waitFor();
    await page.getByText('1 番は取消: 1 点を棚へ戻してください').waitFor();
    const { parcelId, reference } = parcels[1]!;
    await read(`^P:${parcelId}`);
    await page.getByRole('heading', { name: new RegExp(reference) }).waitFor();
    await context.close();
  });
});
