import { MovableClock } from '@okuru/platform';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { type Hands, withKeyboard, withScanner, withTouch } from './support/console/hands.js';
import {
  type Device,
  openFloor,
  OTHER_MUG,
  type PackingFloor,
  picture,
  type PlannedParcel,
  SKU,
} from './support/console/packing-floor.js';
import { scan } from './support/console/scanner.js';
import { Crew } from './support/crew.js';

/** Every carrier comes at 17:00 in Tokyo. */
const at = (day: string, time: string): Date => new Date(`${day}T${time}:00+09:00`);
const SEEN_WITHIN_MS = 40_000;

const CREW = [
  { by: 'scanner', language: 'ja', width: 800, height: 1280, day: '2026-02-02', next: '2026-02-03' },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080, day: '2026-02-04', next: '2026-02-05' },
  { by: 'touch', language: 'en', width: 360, height: 640, day: '2026-02-06', next: '2026-02-07' },
] as const;
type Way = (typeof CREW)[number];

const WORDS = {
  ja: {
    calm: /余裕あり.*集荷まで 残り 4:56.*引渡し待ち 3/,
    urgent: /まもなく締切.*集荷まで 残り 0:15/,
    late: /間に合わず 3 個.*次の集荷/,
    open: /間に合わなかった 3 個を翌日へ/,
    title: /^間に合わなかった荷物/,
    letters: 'お客様に送る手紙: 2 通',
    move: '3 個を翌日へ (N)',
    moved: /3 個を次の集荷へ移しました/,
    came: /^集荷が来た \(C\)/,
    cameTitle: /^集荷が来た: /,
    noLetters: '手紙は送りません。お約束の日に間に合います。',
    moveOne: '1 個を翌日へ (N)',
    movedOne: /1 個を次の集荷へ移しました/,
  },
  en: {
    calm: /in good time.*4:56 left.*3 to hand over/,
    urgent: /almost over.*0:15 left/,
    late: /missed: 3.*next pick-up/,
    open: /move 3 missed to the next day/,
    title: /^Parcels that missed the pick-up/,
    letters: 'Letters to buyers: 2',
    move: 'Move 3 to the next day (N)',
    moved: /3 moved to the next pick-up/,
    came: /^The carrier came \(C\)/,
    cameTitle: /^The carrier came: /,
    noLetters: 'Nobody is written to: what was promised is kept.',
    moveOne: 'Move 1 to the next day (N)',
    movedOne: /1 moved to the next pick-up/,
  },
} as const;

/** What each way of working does with what missed its pick-up. */
interface LateHands {
  open(): Promise<void>;
  came(): Promise<void>;
  move(): Promise<void>;
}

const chromium = chromiumPath();
const title = chromium
  ? 'the cut-off clock and the parcels that missed it'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no cut-offs on the screens';

(chromium ? describe : describe.skip)(title, () => {
  const clock = new MovableClock(at('2026-02-02', '12:04'));
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!, { clock });
    const services = ['yamato/takkyubin', 'sagawa/takuhaibin', 'japanpost/yu-pack'].map((key) => {
      const [carrier, service] = key.split('/');
      return { carrier, service, inUse: carrier === 'yamato', cutOff: '17:00' };
    });
    const put = await floor.shop.call('ops', 'PUT', '/v1/carrier-settings', { services });
    expect(put.status).toBe(200);
  });
  afterAll(() => floor.close());

  const waysOf = async (
    { by, language }: Way,
    { context, page }: Device,
    carrier: () => string,
  ): Promise<{ hands: Hands; late: LateHands }> => {
    const words = WORDS[language];
    if (by === 'scanner') {
      const session = await context.newCDPSession(page);
      return {
        hands: withScanner(session),
        late: {
          open: () => scan(session, `^L:LATE-${carrier().toUpperCase()}`),
          came: () => scan(session, `^L:CAME-${carrier().toUpperCase()}`),
          move: () => scan(session, '^C:NEXT'),
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
        late: { open: () => press('n'), came: () => press('c'), move: () => press('n') },
      };
    return {
      hands: withTouch(page),
      late: {
        open: () => page.getByRole('button', { name: words.open }).tap(),
        came: () => page.getByRole('button', { name: words.came }).tap(),
        move: () =>
          page
            .getByRole('button', { name: words.move })
            .or(page.getByRole('button', { name: words.moveOne }))
            .tap(),
      },
    };
  };

  /** Packed, checked and closed, as it waits in the dispatch area. */
  const closed = async (reference: string, more: object): Promise<PlannedParcel> => {
    const parcel = await floor.parcel(reference, { [SKU]: 1 }, more);
    const crew = new Crew(floor.shop);
    const shown = await floor.shown(parcel.parcelId);
    await crew.pack(shown);
    await crew.close(shown);
    return parcel;
  };
  const lettersOf = async ({ orderId }: PlannedParcel): Promise<string[]> => {
    const { body } = await floor.shop.call('ops', 'GET', `/v1/letters?orderId=${orderId}`);
    return body.letters.map(({ kind }: any) => kind);
  };

  it.each(CREW)('by $by alone, $width×$height, $language', async (way) => {
    const { by, language, width, height, day, next } = way;
    const words = WORDS[language];
    clock.set(at(day, '12:04'));
    const promised = { mode: 'any', date: next };
    const parcels = [
      await closed(`late-${by}-ja`, { language: 'ja', delivery: promised }),
      await closed(`late-${by}-en`, { language: 'en', delivery: promised }),
      await closed(`late-${by}-any`, {}),
    ];
    const badge = await floor.badgeOf('佐藤', 'warehouse');
    const device = await floor.device({ language, width, height, touch: by === 'touch' });
    const { page } = device;
    const { carrier } = await floor.shown(parcels[0]!.parcelId);
    const { hands, late } = await waysOf(way, device, () => carrier);
    const board = page.locator('.pick-up');
    const boardSays = (words: RegExp) =>
      board.filter({ hasText: words }).waitFor({ timeout: SEEN_WITHIN_MS });
    const clean = async () => {
      expect(await gravelyInaccessible(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    };

    await hands.signIn(badge);
    await boardSays(words.calm);
    await clean();
    await picture(page, `20-cut-off-calm-${by}-${width}x${height}-${language}`);
    clock.set(at(day, '16:45'));
    await boardSays(words.urgent);
    await clean();
    await picture(page, `21-cut-off-urgent-${by}-${width}x${height}-${language}`);

    clock.set(at(day, '17:30'));
    await hands.openShip();
    await boardSays(words.late);
    await page.getByRole('button', { name: words.open }).waitFor();
    await clean();
    await late.open();
    const sheet = page.getByRole('dialog', { name: words.title });
    await sheet.getByText(words.letters).waitFor();
    await clean();
    await picture(page, `22-late-letters-${by}-${width}x${height}-${language}`);
    const previewed = await sheet.locator('.letter-subject').allTextContents();
    expect(previewed).toEqual([
      expect.stringContaining(`late-${by}-ja`),
      expect.stringContaining(`late-${by}-en`),
    ]);
    const texts = await sheet.locator('.letter-text').allTextContents();

    await late.move();
    await page.getByText(words.moved).waitFor();
    await sheet.waitFor({ state: 'detached' });
    await boardSays(/3 to hand over|引渡し待ち 3/);
    await clean();
    await picture(page, `23-late-moved-${by}-${width}x${height}-${language}`);

    const [japanese, english, undated] = parcels as [PlannedParcel, PlannedParcel, PlannedParcel];
    for (const [parcel, text] of [
      [japanese, texts[0]],
      [english, texts[1]],
    ] as const) {
      await floor.shop.until(
        () => lettersOf(parcel),
        (kinds) => kinds.includes('delayed'),
      );
      const page = await floor.shop.until(
        async () => (await floor.shop.call('ops', 'GET', '/mailbox')).body as string,
        (html) => html.includes(parcel.reference),
      );
      expect(page).toContain(parcel.reference);
      expect(text).toContain(parcel.reference);
      const { body } = await floor.shop.call('ops', 'GET', `/v1/orders/${parcel.orderId}/history?limit=100`);
      expect(body.entries.find(({ what }: any) => what === 'parcels.delayed').detail).toMatchObject({
        wasToLeaveOn: day,
        leavesOn: next,
        promisedOn: next,
        missesPromisedDay: true,
      });
    }
    expect(await lettersOf(undated)).not.toContain('delayed');

    // The next morning all but one leave; the carrier comes early and leaves that one behind.
    clock.set(at(next, '10:00'));
    for (const parcel of [japanese, english]) {
      const { trackingNumber } = await floor.shown(parcel.parcelId);
      const handedOver = { opId: `over-${trackingNumber}`, waybill: trackingNumber };
      expect((await floor.shop.call('warehouse', 'POST', '/v1/hand-overs', handedOver)).status).toBe(200);
    }
    await boardSays(/1 to hand over|引渡し待ち 1/);
    await hands.chooseCage(carrier);
    await page.getByRole('button', { name: words.came }).waitFor();
    await late.came();
    await page.getByRole('dialog', { name: words.cameTitle }).getByText(words.noLetters).waitFor();
    await clean();
    await picture(page, `24-carrier-came-${by}-${width}x${height}-${language}`);
    await late.move();
    await page.getByText(words.movedOne).waitFor();
    expect(await lettersOf(undated)).not.toContain('delayed');
    expect(device.complaints).toEqual([]);
    const { trackingNumber } = await floor.shown(undated.parcelId);
    await floor.shop.call('warehouse', 'POST', '/v1/hand-overs', {
      opId: `end-${by}`,
      waybill: trackingNumber,
    });
    await device.context.close();
  });

  it.each([
    { by: 'scanner', language: 'ja', title: '品質', wrong: /誤品 1 / },
    { by: 'touch', language: 'en', title: 'Quality', wrong: /wrong item 2 / },
  ] as const)('the quality figures, by $by alone, $language', async ({ by, language, title, wrong }) => {
    const parcel = await floor.parcel(`quality-${by}`, { [SKU]: 1 });
    const at = (path: string, body: object, role: 'warehouse' | 'ops' = 'warehouse') =>
      floor.shop.call(role, 'POST', `/v1/parcels/${parcel.parcelId}/${path}`, body, {
        'okuru-station': 'table-7',
      });
    expect((await at('scans', { opId: `wrong-${by}`, barcode: OTHER_MUG })).status).toBe(409);
    const crew = new Crew(floor.shop);
    const shown = await floor.shown(parcel.parcelId);
    await crew.pack(shown);
    await crew.close(shown);
    await crew.handOver(shown);
    expect((await at('mis-shipment', { opId: `found-${by}`, kind: 'wrong-item' }, 'ops')).status).toBe(200);

    const device = await floor.device({
      language,
      ...(by === 'touch' ? { width: 360, height: 640, touch: true } : { width: 1920, height: 1080 }),
    });
    const { context, page } = device;
    const badge = await floor.badgeOf('鈴木', 'ops');
    if (by === 'scanner') {
      const session = await context.newCDPSession(page);
      await scan(session, badge);
      await page.locator('.tile').first().waitFor();
      await scan(session, '^L:QUALITY');
    } else {
      await withTouch(page).signIn(badge);
      await page.getByRole('link', { name: 'Settings' }).tap();
      await page.getByRole('link', { name: 'Quality' }).tap();
    }
    await page.getByRole('heading', { name: title, exact: true }).waitFor();
    await page.getByText(/table-7/).waitFor();
    await page.getByText(wrong).waitFor();
    await page.getByText(/MUG-WHITE 品 → MUG-BLUE 品/).waitFor();
    expect(await gravelyInaccessible(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, `25-quality-${by}-${language}`);
    expect(device.complaints).toEqual([]);
    await context.close();
  });
});
