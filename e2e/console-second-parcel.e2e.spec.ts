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
      const isSlip = (asked: { url(): string }) => asked.url().includes('/packing-slip.pdf');
      const printed = Promise.all([context.waitForEvent('request', isSlip), context.waitForEvent('page')]);
      await boxing.print();
      const [slip, printing] = await printed;
      const second = /parcels\/([^/]+)\/packing-slip/.exec(slip.url())![1]!;
      // A page behind another one is drawn once a second.
      await printing.close();
      await page.bringToFront();
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

  describe('photos of the open box', () => {
    const settings = (inUse: boolean) =>
      floor.shop.call('ops', 'PUT', '/v1/packing-settings', {
        weightCheck: { inUse: true, gramsMin: 30, percent: 3 },
        photos: { inUse, keptDays: 90 },
      });
    const photosOf = async (parcelId: string) =>
      (await floor.shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}/photos`)).body.photos;
    const EXIF = Buffer.from([0xff, 0xe1, 0, 22, ...Buffer.from('Exif GPS 35.68N 139.7')]);

    /** Noise of twelve million dots, as large as a camera's photo, with a place written beside it. */
    const photograph = async ({ page }: Device): Promise<Buffer> => {
      const text = (await page.evaluate(`(() => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [4000, 3000];
        const context = canvas.getContext('2d');
        for (let dot = 0; dot < 20000; dot += 1) {
          context.fillStyle = '#' + ((dot * 7919) % 16777216).toString(16).padStart(6, '0');
          context.fillRect((dot * 97) % 4000, (dot * 61) % 3000, 40, 40);
        }
        return canvas.toDataURL('image/jpeg', 0.95);
      })()`)) as string;
      const jpeg = Buffer.from(text.slice(text.indexOf(',') + 1), 'base64');
      return Buffer.concat([jpeg.subarray(0, 2), EXIF, jpeg.subarray(2)]);
    };

    it.each([
      ['scanner', 1920, 1080],
      ['keyboard', 1920, 1080],
      ['touch', 360, 640],
    ] as const)(
      'are taken by %s where the shop wants them, small and without a place',
      async (by, width, height) => {
        const badge = await floor.badgeOf('佐藤', 'warehouse');
        const parcel = await floor.parcel(`photo-${by}`, { [SKU]: 1 });
        await settings(false);
        const device = await floor.device({ language: 'en', width, height, touch: by === 'touch' });
        const { context, page } = device;
        const way = { by, language: 'en', width, height } as unknown as Way;
        const { hands } = await waysOf(way, device);
        await hands.signIn(badge);
        const button = page.getByRole('button', { name: /^Take a photo/ });
        await page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
        await hands.open(parcel);
        await page.getByText('0/1', { exact: true }).waitFor();
        expect(await button.count()).toBe(0);
        await settings(true);
        await page.reload();
        await button.waitFor();

        const chooser = page.waitForEvent('filechooser');
        if (by === 'touch') await button.tap();
        else if (by === 'scanner') await hands.read('^L:PHOTO');
        else {
          await page.waitForTimeout(200);
          await page.keyboard.press('f');
        }
        const large = await photograph(device);
        expect(large.length).toBeGreaterThan(400 * 1024);
        if (by === 'keyboard') await context.setOffline(true);
        await (await chooser).setFiles({ name: 'box.jpg', mimeType: 'image/jpeg', buffer: large });
        await page.getByText('Photo 1 is kept.').waitFor();
        if (by === 'keyboard') {
          await page.getByText(/Unsent 1/).waitFor();
          expect(await photosOf(parcel.parcelId)).toEqual([]);
          await page.reload();
          await button.waitFor();
          await context.setOffline(false);
        }
        const [photo] = await floor.shop.until(
          () => photosOf(parcel.parcelId),
          (photos) => photos.length === 1,
        );
        expect(photo.bytes).toBeLessThanOrEqual(200 * 1024);
        const shown = await page.evaluate(
          `fetch('/v1/parcels/${parcel.parcelId}/photos/${photo.photoId}').then((answer) => answer.arrayBuffer())
          .then((bytes) => [...new Uint8Array(bytes)])`,
        );
        const bytes = Buffer.from(shown as number[]);
        expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
        expect(bytes.includes('Exif')).toBe(false);
        expect(await gravelyInaccessible(page)).toEqual([]);
        expect(device.complaints).toEqual([]);
        await context.close();
      },
    );
  });
});
