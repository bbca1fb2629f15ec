import { barcodesOn, render } from '@okuru/documents/testing';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { type Hands, withKeyboard, withScanner, withTouch } from './support/console/hands.js';
import {
  type Device,
  MUG,
  openFloor,
  type PackingFloor,
  picture,
  SKU,
} from './support/console/packing-floor.js';
import { scan } from './support/console/scanner.js';
import { stockByKeyboard } from './support/console/stock-hands.js';

const CREW = [
  { by: 'scanner', language: 'ja', width: 800, height: 1280 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'ja', width: 360, height: 640 },
] as const;
type Way = (typeof CREW)[number];

const CARD_CODE = '4900000000900';
const WORDS = {
  ja: { first: 'チラシ', card: 'カード', put: /^入れた: /, closed: '✓ 検品完了', unsent: /未送信 2/ },
  en: {
    ...{ first: 'Flyer', card: 'Card', put: /^Put in: /, closed: '✓ Checked and closed', unsent: /Unsent 2/ },
  },
} as const;

const chromium = chromiumPath();
const title = chromium
  ? 'what goes in beside the goods'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so nothing that goes in beside the goods';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
  });
  afterAll(() => floor.close());

  const clean = async ({ page }: Device) => {
    expect(await gravelyInaccessible(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  };
  /** Ticks the flyer, then the card. */
  const waysOf = async (
    { by }: Way,
    { context, page }: Device,
  ): Promise<{ hands: Hands; put: readonly (() => Promise<void>)[] }> => {
    if (by === 'scanner') {
      const session = await context.newCDPSession(page);
      const read = (code: string) => () => scan(session, code);
      return { hands: withScanner(session), put: [read('^C:NEXT'), read(CARD_CODE)] };
    }
    if (by === 'touch') {
      const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });
      const tap = (name: string) => () => line(name).getByRole('button').tap();
      return { hands: withTouch(page), put: [tap(WORDS.ja.first), tap(WORDS.ja.card)] };
    }
    const press = async () => {
      await page.waitForTimeout(200);
      await page.keyboard.press('e');
    };
    return { hands: withKeyboard(page), put: [press, press] };
  };

  it('is said by an administrator on the settings, and its signs are printed', async () => {
    const badge = await floor.badgeOf('enclosing', 'admin');
    const device = await floor.device({ language: 'en', width: 1920, height: 1080, worker: false });
    const { page, context, complaints } = device;
    await stockByKeyboard(page).signIn(badge);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: /^Packing table/ }).click();
    const fill = async (name: string, fields: Readonly<Record<string, string>>, when: string) => {
      await page.getByRole('button', { name: 'Add an enclosure' }).click();
      const fresh = page.getByRole('group').last();
      await fresh.getByLabel('Goes into').selectOption(when);
      for (const [label, text] of Object.entries(fields))
        await fresh.getByLabel(new RegExp(`^${label}`)).fill(text);
      await page.getByRole('group', { name }).waitFor();
    };
    await fill(
      'チラシ',
      { Code: 'FL YER', 'Name in Japanese': 'チラシ', 'Name in English': 'Flyer' },
      'every-parcel',
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.field-fault').waitFor();
    await page.getByLabel(/^Code/).fill('flyer');
    await fill(
      'カード',
      { Code: 'CARD', 'Name in Japanese': 'カード', 'Name in English': 'Card', Barcode: CARD_CODE },
      'gift-orders',
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.band', { hasText: 'Saved' }).waitFor();
    await clean(device);
    await picture(page, 'settings-8-packing-1920x1080-en');
    expect((await floor.shop.call('ops', 'GET', '/v1/packing-settings')).body.enclosures).toEqual([
      { code: 'FLYER', names: { ja: 'チラシ', en: 'Flyer' }, when: 'every-parcel', weightGrams: 0 },
      {
        ...{ code: 'CARD', names: { ja: 'カード', en: 'Card' }, barcode: CARD_CODE },
        ...{ when: 'gift-orders', weightGrams: 0 },
      },
    ]);
    const link = await page.getByRole('link', { name: /^Codes of the enclosures/ }).getAttribute('href');
    const printed = await context.request.get(new URL(link!, page.url()).href);
    const codes: string[] = [];
    for (const sign of await render(new Uint8Array(await printed.body()), 200))
      codes.push(...(await barcodesOn(sign)));
    expect(codes).toEqual(['Code128 ^L:PUT-FLYER', 'Code128 ^L:PUT-CARD']);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each(CREW)(
    'is ticked by $by alone before the label, without a network too, $width×$height, $language',
    async (way) => {
      const { by, language, width, height } = way;
      const words = WORDS[language];
      const names = (ja: string, en: string) => ({ ja, en });
      const put = await floor.shop.call('ops', 'PUT', '/v1/packing-settings', {
        weightCheck: { inUse: true, gramsMin: 30, percent: 3 },
        enclosures: [
          { code: 'FLYER', names: names('チラシ', 'Flyer'), when: 'every-parcel' },
          { code: 'CARD', names: names('カード', 'Card'), barcode: CARD_CODE, when: 'gift-orders' },
        ],
      });
      expect(put.status).toBe(200);
      const badge = await floor.badgeOf('佐藤', 'warehouse');
      const gift = { message: 'おめでとうございます' };
      const parcel = await floor.parcel(`enclosed-${by}`, { [SKU]: 1 }, { gift });
      const device = await floor.device({ language, width, height, touch: by === 'touch' });
      const { context, page, complaints } = device;
      const { hands, put: puts } = await waysOf(way, device);
      await hands.signIn(badge);
      await page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
      await hands.open(parcel);
      const lines = page.locator('.lines > li');
      await lines.nth(2).waitFor();
      expect(await lines.count()).toBe(3);
      await hands.read(MUG);
      await page
        .getByRole('button', { name: new RegExp(`${words.put.source}${words.first}`) })
        .first()
        .waitFor();
      await clean(device);
      await picture(page, `9-enclosures-${by}-${width}x${height}-${language}`);

      const { expectedWeightGrams } = await floor.shown(parcel.parcelId);
      const step = (what: string, body: object) =>
        floor.shop.call('warehouse', 'POST', `/v1/parcels/${parcel.parcelId}/${what}`, body);
      await floor.shop.until(
        () => floor.shown(parcel.parcelId),
        ({ lines: [mug] }) => mug.scanned === 1,
      );
      await step('weight', { opId: `${by}-w`, grams: expectedWeightGrams });
      expect(await step('label', { opId: `${by}-l` })).toMatchObject({
        status: 409,
        body: { code: 'enclosures-missing', enclosures: [{ code: 'FLYER' }, { code: 'CARD' }] },
      });

      if (by === 'keyboard') await context.setOffline(true);
      await puts[0]!();
      await lines.nth(1).getByText('1/1').waitFor();
      await puts[1]!();
      await lines.nth(2).getByText('1/1').waitFor();
      if (by === 'keyboard') {
        await page.getByText(words.unsent).waitFor();
        await page.reload();
        await lines.nth(2).getByText('1/1').waitFor();
        await context.setOffline(false);
      }
      await floor.shop.until(
        () => floor.shown(parcel.parcelId),
        ({ enclosures }) => enclosures.every(({ tick }: { tick: number | null }) => tick !== null),
      );
      if (by !== 'keyboard') {
        await hands.undo();
        await lines.nth(2).getByText('0/1').waitFor();
        await puts[1]!();
        await lines.nth(2).getByText('1/1').waitFor();
      }
      await page.reload();
      await page
        .getByRole('button', { name: /送り状を発行|Issue the waybill/ })
        .first()
        .waitFor();
      await hands.askLabel();
      await page.locator('.waybill').waitFor();
      await hands.read((await floor.shown(parcel.parcelId)).trackingNumber);
      await page.getByText(words.closed).waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
