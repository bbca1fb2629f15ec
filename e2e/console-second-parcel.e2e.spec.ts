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

const CREW = [
  { by: 'scanner', language: 'ja', width: 800, height: 1280 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'en', width: 360, height: 640 },
] as const;
type Way = (typeof CREW)[number];

const WORDS = {
  ja: { title: '箱を追加', done: /^分けました/, box: (n: number) => `箱 ${n}/2`, closed: '✓ 検品完了' },
  en: {
    title: 'Second box',
    done: /^Divided/,
    box: (n: number) => `Box ${n}/2`,
    closed: '✓ Checked and closed',
  },
} as const;

/** What each way of working does where the box takes no more. */
interface Boxing {
  open(): Promise<void>;
  divide(): Promise<void>;
  print(): Promise<void>;
  goOn(): Promise<void>;
  nextBox(): Promise<void>;
}

const chromium = chromiumPath();
const title = chromium
  ? 'a second box at the packing table'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no second box at the packing table';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
  });
  afterAll(() => floor.close());

  const waysOf = async (
    { by }: Way,
    { context, page }: Device,
  ): Promise<{ hands: Hands; boxing: Boxing }> => {
    const inSheet = (name: RegExp) => page.locator('.over').getByRole('button', { name });
    if (by === 'scanner') {
      const session = await context.newCDPSession(page);
      const read = (code: string) => () => scan(session, code);
      const [next, print] = [read('^C:NEXT'), read('^C:PRINT')];
      return {
        hands: withScanner(session),
        boxing: { open: read('^C:BOX'), divide: next, print, goOn: next, nextBox: next },
      };
    }
    const press = (key: string) => async () => {
      await page.waitForTimeout(200);
      await page.keyboard.press(key);
    };
    if (by === 'keyboard')
      return {
        hands: withKeyboard(page),
        boxing: {
          ...{
            open: press('b'),
            divide: press('n'),
            print: press('p'),
            goOn: press('n'),
            nextBox: press('n'),
          },
        },
      };
    return {
      hands: withTouch(page),
      boxing: {
        open: () => page.getByRole('button', { name: /^Second box/ }).tap(),
        divide: () => inSheet(/^Divide/).tap(),
        print: () => inSheet(/^Print/).tap(),
        goOn: () => inSheet(/^Go on/).tap(),
        nextBox: () => page.getByRole('button', { name: /^Next box/ }).tap(),
      },
    };
  };

  const caption = ({ page }: Device) => page.locator('.picture figcaption');

  it.each(CREW)(
    'is taken, printed, and packed after the first by $by alone, $width×$height, $language',
    async (way) => {
      const { by, language, width, height } = way;
      const words = WORDS[language];
      const badge = await floor.badgeOf('佐藤', 'warehouse');
      const parcel = await floor.parcel(`boxes-${by}`, { [SKU]: 3 });
      const device = await floor.device({ language, width, height, touch: by === 'touch' });
      const { context, page } = device;
      const { hands, boxing } = await waysOf(way, device);
      const clean = async () => {
        expect(await gravelyInaccessible(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      };
      const closes = async (parcelId: string) => {
        const { expectedWeightGrams } = await floor.shown(parcelId);
        await hands.weigh(expectedWeightGrams);
        await page.getByText(`${expectedWeightGrams} g`, { exact: true }).waitFor();
        await hands.askLabel();
        await page.locator('.waybill').waitFor();
        await hands.read((await floor.shown(parcelId)).trackingNumber);
        await page.getByText(words.closed).waitFor();
      };

      await hands.signIn(badge);
      await page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
      await hands.open(parcel);
      await page.getByText('0/3', { exact: true }).waitFor();
      if (by === 'touch') await page.getByRole('button', { name: /^Show how it goes in/ }).tap();
      if (by === 'scanner') expect(await caption(device).count()).toBe(0);
      else {
        await caption(device).getByText('1/3').waitFor();
        await page.locator('.picture-next').waitFor();
      }
      await hands.read(MUG);
      await page.getByText('1/3', { exact: true }).waitFor();
      if (by !== 'scanner') await caption(device).getByText('2/3').waitFor();
      if (by === 'keyboard') {
        await page.waitForTimeout(200);
        await page.keyboard.press(']');
        await caption(device).getByText('3/3').waitFor();
      }
      await clean();
      await picture(page, `9-picture-${by}-${width}x${height}-${language}`);

      await boxing.open();
      const sheet = page.getByRole('dialog', { name: words.title });
      await sheet.locator('.boxes-codes').waitFor();
      await clean();
      await picture(page, `9-second-box-${by}-${width}x${height}-${language}`);
      await boxing.divide();
      await sheet.getByText(words.done).waitFor();
      const printed = context.waitForEvent('request', (request) =>
        request.url().includes('/packing-slip.pdf'),
      );
      await boxing.print();
      const second = /parcels\/([^/]+)\/packing-slip/.exec((await printed).url())![1]!;
      for (const other of context.pages()) if (other !== page) await other.close();
      await clean();
      await boxing.goOn();
      await sheet.waitFor({ state: 'detached' });
      await page.getByText('1/1', { exact: true }).waitFor();
      await page.getByText(words.box(1), { exact: true }).waitFor();
      expect(await floor.shown(second)).toMatchObject({
        splitFrom: parcel.parcelId,
        lines: [{ quantity: 2 }],
      });

      await closes(parcel.parcelId);
      await page.getByRole('button', { name: /次の箱へ 2|Next box 2/ }).waitFor();
      await boxing.nextBox();
      await page.getByText(words.box(2), { exact: true }).waitFor();
      for (const count of ['1/2', '2/2']) {
        await hands.read(MUG);
        await page.getByText(count, { exact: true }).waitFor();
      }
      await closes(second);
      const order = await floor.shop.until(
        () => floor.shop.call('ops', 'GET', `/v1/orders/${parcel.orderId}`),
        ({ body }) => body.lines[0].packed === 3,
      );
      expect(order.body.parcels.map(({ status }: any) => status)).toEqual(['packed', 'packed']);
      const history = await floor.shop.call('ops', 'GET', `/v1/orders/${parcel.orderId}/history?limit=100`);
      expect(history.body.entries.map(({ what }: any) => what)).toContain('parcel.split');
      expect(device.complaints).toEqual([]);
      await context.close();
    },
  );

  it('needs the network and says so; the picture does not, through a reload as well', async () => {
    const badge = await floor.badgeOf('佐藤', 'warehouse');
    const parcel = await floor.parcel('boxes-offline', { [SKU]: 2 });
    const device = await floor.device({ language: 'en', width: 1920, height: 1080 });
    const { context, page } = device;
    const hands = withKeyboard(page);
    await hands.signIn(badge);
    await hands.open(parcel);
    await caption(device).getByText('1/2').waitFor();
    await hands.read(MUG);
    await caption(device).getByText('2/2').waitFor();
    await context.setOffline(true);
    await page.reload();
    await caption(device).getByText('2/2').waitFor();
    await page.waitForTimeout(200);
    await page.keyboard.press('b');
    const sheet = page.getByRole('dialog', { name: 'Second box' });
    await sheet
      .getByRole('alert')
      .getByText(/^No connection/)
      .waitFor();
    expect(await sheet.getByRole('button', { name: /^Divide/ }).isDisabled()).toBe(true);
    expect(await floor.shown(parcel.parcelId)).toMatchObject({ boxes: 1, lines: [{ quantity: 2 }] });
    await context.close();
  });
});
