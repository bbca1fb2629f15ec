import { trackingNumber } from '@okuru/carriers';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { type Hands, withKeyboard, withScanner, withTouch } from './support/console/hands.js';
import {
  COUNTED,
  COUNTED_SKU,
  type Device,
  MUG,
  openFloor,
  OTHER_MUG,
  type PackingFloor,
  picture,
  SKU,
} from './support/console/packing-floor.js';
import { scan } from './support/console/scanner.js';
import { tellFigure } from './support/promises/figure.js';

/** With a true check digit, of nobody's parcel. */
const OTHER_WAYBILL = trackingNumber(44_441_375_870);

const CREW = [
  { by: 'scanner', language: 'ja', width: 360, height: 640 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'en', width: 360, height: 640 },
  { by: 'scanner', language: 'ja', width: 1920, height: 1080 },
] as const;

const WORDS = {
  ja: {
    badge: 'バッジを読み取ってください',
    home: '作業ホーム',
    closed: '検品完了',
    left: '引渡し済み 1 個',
    wrongWaybill: '送り状が違います。',
    voidWaybill: 'この送り状は使用禁止です。',
    held: '保留: 商品が足りない',
    takenUp: '保留を解除しました(理由: 商品が足りない)。',
  },
  en: {
    badge: 'Scan your badge',
    home: 'Work',
    closed: 'Checked and closed',
    left: '1 handed over',
    wrongWaybill: 'This is not the waybill of this parcel.',
    voidWaybill: 'This waybill is void: do not use it.',
    held: 'Put aside: An item is missing',
    takenUp: 'Taken up again (it was put aside: An item is missing).',
  },
} as const;

/** From the Enter of a scan to the first picture that shows its count. */
const WATCH_FEEDBACK = `
  globalThis.feedbackMs = [];
  let enteredAt;
  addEventListener('keydown', ({ key }) => { if (key === 'Enter') enteredAt = performance.now(); }, { capture: true });
  new MutationObserver(() => {
    if (enteredAt === undefined) return;
    const from = enteredAt;
    enteredAt = undefined;
    requestAnimationFrame(() => feedbackMs.push(performance.now() - from));
  }).observe(document.querySelector('.lines'), { subtree: true, childList: true, characterData: true });
`;

/** What to take stands below the header and above the buttons, before anybody scrolls. */
const LINE_IS_SEEN = `(() => {
  const edges = (selector) => document.querySelector(selector).getBoundingClientRect();
  return edges('.line-next').top >= 0 && edges('.line-next').bottom <= edges('.next').top;
})()`;

const chromium = chromiumPath();
const title = chromium
  ? 'the warehouse screens'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so none of the warehouse screens';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
  });
  afterAll(() => floor.close());

  const handsOf = async (by: (typeof CREW)[number]['by'], { context, page }: Device): Promise<Hands> => {
    if (by === 'scanner') return withScanner(await context.newCDPSession(page));
    return by === 'keyboard' ? withKeyboard(page) : withTouch(page);
  };

  it.each(CREW)('pack, stop and hand over by $by alone, $width×$height, $language', async (way) => {
    const { language, width, height, by } = way;
    const words = WORDS[language];
    const badge = await floor.badgeOf('佐藤', 'warehouse');
    const parcel = await floor.parcel(`${by}-${width}-${language}`, { [SKU]: 2 });
    const device = await floor.device({ language, width, height, touch: by === 'touch' });
    const { page } = device;
    const look = async (name: string) => {
      expect(await gravelyInaccessible(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await picture(page, `${name}-${by}-${width}x${height}-${language}`);
    };
    const stop = page.getByRole('alertdialog');
    const acknowledged = async () => {
      await hands.acknowledge();
      await stop.waitFor({ state: 'detached' });
    };
    const hands = await handsOf(by, device);

    await page.getByRole('heading', { name: words.badge }).waitFor();
    await look('1-sign-in');
    await hands.signIn(badge);
    await page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
    await look('2-work');

    await hands.open(parcel);
    await page.getByRole('heading', { name: new RegExp(parcel.reference) }).waitFor();
    await page.locator('.line-next').waitFor();
    expect(await page.evaluate(LINE_IS_SEEN)).toBe(true);
    await hands.read(OTHER_MUG);
    await stop.waitFor();
    await stop.getByText('BLUE', { exact: true }).waitFor(); // the server has named it; only the difference is large
    expect(await stop.getByText('WHITE', { exact: true }).isVisible()).toBe(true);
    await look('3-stop');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await stop.isVisible()).toBe(true);
    await acknowledged();

    await hands.read(MUG);
    await page.getByText('1/2', { exact: true }).waitFor();
    await hands.hold();
    await page.getByRole('heading', { name: words.home, exact: true }).waitFor();
    await page.getByText(words.held).waitFor();
    await hands.open(parcel);
    await page.getByText(words.takenUp).waitFor();
    await hands.read(MUG);
    await page.getByText('2/2', { exact: true }).waitFor();
    await hands.undo();
    await page.getByText('1/2', { exact: true }).waitFor();
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines, heldReason }) => lines[0].scanned === 1 && heldReason === null,
    );
    await hands.read(MUG);
    await page.getByText('2/2', { exact: true }).waitFor();
    await look('4-weigh');
    const { expectedWeightGrams } = await floor.shown(parcel.parcelId);
    await hands.weigh(expectedWeightGrams + 300);
    await stop.getByText(`${expectedWeightGrams} g`, { exact: true }).waitFor();
    expect(await stop.getByText(`${expectedWeightGrams + 300} g`, { exact: true }).isVisible()).toBe(true);
    await look('4-weight-stop');
    await acknowledged();
    await hands.acceptWeight();
    await page
      .locator('.package')
      .getByText(`${expectedWeightGrams + 300} g`)
      .waitFor();
    await hands.askLabel();
    const waybill = page.locator('.waybill strong');
    await waybill.waitFor();
    await look('5-label');
    const spoilt = (await waybill.textContent()) ?? '';
    await hands.reprint();
    const { trackingNumber: number } = await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ trackingNumber }) => trackingNumber !== null && trackingNumber !== spoilt,
    );
    await waybill.getByText(number).waitFor();
    await hands.read(spoilt);
    await stop.getByText(words.voidWaybill).waitFor();
    await acknowledged();
    await hands.read(OTHER_WAYBILL);
    await stop.getByText(words.wrongWaybill).waitFor();
    expect(await stop.locator('.stop-waybill').allTextContents()).toEqual([number, OTHER_WAYBILL]);
    await acknowledged();
    await hands.read(number);
    await page.getByText(words.closed).waitFor();
    await look('6-closed');
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ status: 'closed', trackingNumber: number });

    await hands.goHome();
    await page.getByRole('heading', { name: words.home, exact: true }).waitFor();
    await hands.openShip();
    await page.getByRole('heading', { name: /出荷・引渡し|Hand over/ }).waitFor();
    await hands.chooseCage((await floor.shown(parcel.parcelId)).carrier);
    await page.locator('.cage').waitFor();
    await hands.read(spoilt);
    await stop.getByText(words.voidWaybill).waitFor();
    await acknowledged();
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ status: 'closed' });
    await hands.read(number);
    await page.locator('.cage-counts').getByText(words.left).waitFor();
    // The cage counts what went into it before this story as well, so the words may stand there already.
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ status }) => status === 'dispatched',
    );
    await look('7-handed-over');
    await hands.signOut();
    await page.getByRole('heading', { name: words.badge }).waitFor();
    expect(device.complaints).toEqual([]);
    await device.context.close();
  });

  const signedIn = async (reference: string, lines: Readonly<Record<string, number>>, worker = true) => {
    const badge = await floor.badgeOf('鈴木', 'warehouse');
    const parcel = await floor.parcel(reference, lines);
    const device = await floor.device({ language: 'ja', width: 800, height: 1280, worker });
    const { context, page } = device;
    const session = await context.newCDPSession(page);
    const read = (code: string) => scan(session, code);
    await page.getByRole('heading', { name: WORDS.ja.badge }).waitFor();
    await read(badge);
    await page.getByRole('heading', { name: WORDS.ja.home, exact: true }).waitFor();
    return { ...device, parcel, badge, read };
  };

  it('keep what is scanned without a network, through a reload, and send it in order once there is one', async () => {
    const { context, page, parcel, badge, read } = await signedIn('offline', { [SKU]: 3 });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/3', { exact: true }).waitFor();
    // The worker must have the files of the screens before the network goes.
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await context.setOffline(true);
    await read(MUG);
    await page.getByText('1/3', { exact: true }).waitFor();
    await read(OTHER_MUG);
    await page.getByRole('alertdialog').waitFor();
    await read('^C:ACK');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await read(MUG);
    await page.getByText('2/3', { exact: true }).waitFor();
    await page.getByText('◌ 未送信 3').waitFor();
    await picture(page, '8-offline-scanner-800x1280-ja');
    await page.reload();
    await page.getByText('2/3', { exact: true }).waitFor();
    await page.getByText('◌ 未送信 3').waitFor();
    await read('^C:LOGOUT');
    await page.getByText(/未送信の記録が 3 件あります/).waitFor();
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ lines: [{ scanned: 0 }] });

    // Signed out meanwhile: the page says what waits for whom.
    await context.clearCookies();
    await context.setOffline(false);
    await page.getByText('この端末には 3 件の未送信の記録があります', { exact: false }).waitFor();
    await read(badge);
    await page.getByText('2/3', { exact: true }).waitFor();
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines }) => lines[0].scanned === 2,
      60_000,
    );
    await page.getByText('● 接続').waitFor();
    await read(MUG);
    await page.getByText('3/3', { exact: true }).waitFor();
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines }) => lines[0].scanned === 3,
    );
    expect(await page.getByText(/送信エラー/).count()).toBe(0);
    await context.close();
  });

  it('count a scan once whose answer was lost', async () => {
    const { context, page, parcel, read } = await signedIn('lost-answer', { [SKU]: 2 }, false);
    let lost = 0;
    await page.route('**/scans', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      const headers = { ...route.request().headers(), origin: floor.shop.url };
      expect((await route.fetch({ headers })).status()).toBe(200);
      await route.abort();
    });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/2', { exact: true }).waitFor();
    await read(MUG);
    await page.getByText('1/2', { exact: true }).waitFor();
    await page.getByText('◌ 未送信 1').waitFor();
    await page.getByText('◌ 未送信 1').waitFor({ state: 'detached' });
    expect(lost).toBe(1);
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ lines: [{ scanned: 1 }] });
    expect(await page.getByText(/送信エラー/).count()).toBe(0);
    await context.close();
  });

  it('stop when the server does not take what the screen took, and keep the record until it was looked at', async () => {
    const { context, page, parcel, read } = await signedIn('cancelled-meanwhile', { [SKU]: 2 });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/2', { exact: true }).waitFor();
    const { status } = await floor.shop.call('ops', 'POST', `/v1/orders/${parcel.orderId}/cancel`, {});
    expect(status).toBeLessThan(300);
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      (shown) => shown.status === 'voided',
    );
    await read(MUG);
    await page.getByRole('alertdialog').getByText('この荷物は取り消されました。使用禁止です。').waitFor();
    await read('^C:ACK');
    await page.getByRole('link', { name: '⚠ 送信エラー 1' }).click();
    await page.getByRole('button', { name: '確認して閉じる' }).click();
    await page.getByText('送信エラーはありません。').waitFor();
    await context.close();
  });

  it('prove many equal units by one scan and a count where the item allows it', async () => {
    const { context, page, parcel, read } = await signedIn('counted', { [COUNTED_SKU]: 40 });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/40', { exact: true }).waitFor();
    await read(COUNTED);
    await page.getByRole('button', { name: '数えました: 残り 39 点すべて' }).waitFor();
    await read('^C:NEXT');
    await page.getByText('40/40', { exact: true }).waitFor();
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines }) => lines[0].scanned === 40,
    );
    await context.close();
  });

  it('answer a scan at once, with the network cut', async () => {
    const { context, page, parcel, read } = await signedIn('at-once', { [COUNTED_SKU]: 40 });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/40', { exact: true }).waitFor();
    await context.setOffline(true);
    await page.evaluate(WATCH_FEEDBACK);
    for (let unit = 1; unit < 40; unit += 1) {
      await read(COUNTED);
      await page.getByText(`${unit}/40`, { exact: true }).waitFor();
    }
    await floor.shop.until(
      () => page.evaluate('feedbackMs.length'),
      (seen) => seen === 39,
    );
    const ms = ((await page.evaluate('feedbackMs')) as number[]).sort((one, other) => one - other);
    const at = (share: number): string => (ms[Math.ceil(share * ms.length) - 1] ?? 0).toFixed(0);
    tellFigure(
      'scan to feedback, network cut',
      `${ms.length} scans, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (asked: 100)`,
    );
    await context.close();
  });

  it('let nobody put a parcel into the cage of another carrier', async () => {
    const { context, page, parcel, read } = await signedIn('wrong-cage', { [SKU]: 1 });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/1', { exact: true }).waitFor();
    await read(MUG);
    await page.getByText('1/1', { exact: true }).waitFor();
    const { expectedWeightGrams } = await floor.shown(parcel.parcelId);
    await read(`${expectedWeightGrams}g`);
    await page.getByText(`${expectedWeightGrams} g`).waitFor();
    await read('^C:PRINT');
    await page.locator('.waybill strong').waitFor();
    const number = (await page.locator('.waybill strong').textContent()) ?? '';
    await read(number);
    await page.getByText(WORDS.ja.closed).waitFor();
    const { carrier } = await floor.shown(parcel.parcelId);
    const other = carrier === 'sagawa' ? 'YAMATO' : 'SAGAWA';
    // From the closed parcel as from the first page, the code of a cage opens it.
    await read(`^L:CAGE-${carrier}`);
    await page.locator('.cage').waitFor();
    await read('^C:HOLD');
    await page.getByRole('heading', { name: WORDS.ja.home, exact: true }).waitFor();
    await read(`^L:CAGE-${other}`);
    await page.locator('.cage').waitFor();
    await page.getByText('このカゴへ入れる荷物は、いまありません。').waitFor();
    await read(number);
    await page.getByRole('alertdialog').getByText('運送会社が違います', { exact: false }).waitFor();
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ status: 'closed' });
    await context.close();
  });

  it('take back the last scan without a network, and send it in its place', async () => {
    const { context, page, parcel, read } = await signedIn('undone-offline', { [SKU]: 3 });
    await read(`^P:${parcel.parcelId}`);
    await page.getByText('0/3', { exact: true }).waitFor();
    await read('^C:UNDO');
    await page.getByText('戻せる読み取りがありません。').waitFor();
    await context.setOffline(true);
    await read(MUG);
    await read(MUG);
    await page.getByText('2/3', { exact: true }).waitFor();
    await read('^C:UNDO');
    await page.getByText('1/3', { exact: true }).waitFor();
    await page.getByText('◌ 未送信 3').waitFor();
    await read('^C:LOGOUT');
    const unsent = page.getByText(/未送信の記録が 3 件あります/);
    await unsent.waitFor();
    await page.keyboard.press('Escape');
    await unsent.waitFor({ state: 'detached' });
    await page.getByText('1/3', { exact: true }).waitFor();
    await read('^C:LOGOUT');
    await unsent.waitFor();
    await context.setOffline(false);
    await page.getByText('● 接続').waitFor();
    await page.getByText(/未送信の記録が/).waitFor({ state: 'detached' });
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      ({ lines }) => lines[0].scanned === 1,
      60_000,
    );
    expect(await page.getByText(/送信エラー/).count()).toBe(0);
    await context.close();
  });

  it('show a waybill that was printed first, and stop it at the table and at the cage once the order is cancelled', async () => {
    const { context, page, parcel, read } = await signedIn('printed-first', { [SKU]: 1 });
    const { carrier, service } = await floor.shown(parcel.parcelId);
    const settings = (services: object[]) =>
      floor.shop.call('ops', 'PUT', '/v1/carrier-settings', { services });
    await settings([{ carrier, service, inUse: true, labelMode: 'before-check' }]);
    const printed = await floor.shop.call('warehouse', 'POST', '/v1/labels', {
      labels: [{ opId: 'printed-first', parcelId: parcel.parcelId }],
    });
    const number: string = printed.body.answers[0].body.trackingNumber;
    const stop = page.getByRole('alertdialog');
    await read(`^P:${parcel.parcelId}`);
    await page.locator('.waybill strong').getByText(number).waitFor();
    await page.getByText('先出し', { exact: false }).first().waitFor();
    await read(number);
    await stop.getByText('まだ読み取っていない商品があります。').waitFor();
    await read('^C:ACK');
    await stop.waitFor({ state: 'detached' });
    await read(MUG);
    await page.getByText('1/1', { exact: true }).waitFor();
    const { expectedWeightGrams } = await floor.shown(parcel.parcelId);
    await read(`${expectedWeightGrams}g`);
    await page.getByText('箱に貼った送り状を読み取ってください').waitFor();
    const { status } = await floor.shop.call('ops', 'POST', `/v1/orders/${parcel.orderId}/cancel`, {});
    expect(status).toBeLessThan(300);
    await floor.shop.until(
      () => floor.shown(parcel.parcelId),
      (shown) => shown.status === 'voided',
    );
    await read(number);
    await stop.getByText('この荷物は取り消されました。使用禁止です。').waitFor();
    await read('^C:ACK');
    await stop.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText(`送り状 ${number} は使用禁止です。`).waitFor();
    await picture(page, '9-voided-scanner-800x1280-ja');
    await read('^C:HOLD');
    await page.getByRole('heading', { name: WORDS.ja.home, exact: true }).waitFor();
    await read(`^L:CAGE-${carrier.toUpperCase()}`);
    await page.getByRole('heading', { name: '出荷・引渡し' }).waitFor();
    await read(`^L:CAGE-${carrier.toUpperCase()}`);
    await page.locator('.cage').waitFor();
    await read(number);
    await stop.getByText('この送り状は使用禁止です。').waitFor();
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ status: 'voided' });
    await settings([]);
    await context.close();
  });

  it('ask a badge that has a PIN for it', async () => {
    const badge = await floor.badgeOf('高橋', 'lead', '4711');
    const { context, page } = await floor.device({ language: 'ja', width: 360, height: 640 });
    const session = await context.newCDPSession(page);
    await page.getByRole('heading', { name: WORDS.ja.badge }).waitFor();
    await scan(session, badge);
    await page.getByRole('heading', { name: '暗証番号を入力してください' }).waitFor();
    expect(await gravelyInaccessible(page)).toEqual([]);
    await page.keyboard.type('0000', { delay: 60 });
    await page.keyboard.press('Enter');
    await page.getByText('バッジまたは暗証番号が正しくありません。').waitFor();
    await page.keyboard.type('4711', { delay: 60 });
    await page.keyboard.press('Enter');
    await page.getByText('リーダー').waitFor();
    await context.close();
  });
});
