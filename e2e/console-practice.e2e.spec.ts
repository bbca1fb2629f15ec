import { PRACTICE_GOODS as GOODS } from '@okuru/scan-engine';
import type { BrowserContext, Page } from 'playwright-core';
import { Pool } from 'pg';
import { barcodesOn, render } from '../libs/documents/src/testing/rendered.js';
import { untilAllQuiet } from './support/all-quiet.js';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import {
  type Device,
  MUG,
  openFloor,
  type PackingFloor,
  picture,
  SKU,
} from './support/console/packing-floor.js';
import { type PracticeHands, practiceByKeyboard, practiceByTouch } from './support/console/practice-hands.js';
import { scan } from './support/console/scanner.js';
import { changesBetween, lastingRows } from './support/lasting-rows.js';

/** What the device keeps of scans that are to be sent, and of parcels to practise with. */
const KEPT = `
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('okuru-console');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const tables = opening.result.transaction(['operations', 'kept']);
      const unsent = tables.objectStore('operations').getAll();
      const keys = tables.objectStore('kept').getAllKeys();
      tables.oncomplete = () => resolve([...unsent.result, ...keys.result.filter((key) => /practice/i.test(key))]);
    };
  })`;
const SIZES = [
  { width: 360, height: 640, isKept: true },
  { width: 1920, height: 1080, isKept: false },
  { width: 800, height: 1280, isKept: true },
] as const;
const FRAME_MS = 150;

/** What a screen reader is told of the headings. */
const headingsHeard = async (context: BrowserContext, page: Page): Promise<unknown[]> => {
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes.filter(({ role }) => role?.value === 'heading').map(({ name }): unknown => name?.value);
};

const chromium = chromiumPath();
const title = chromium
  ? 'practice at the warehouse screens'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no practice at the warehouse screens';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;
  let database: Pool;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
    database = new Pool({ connectionString: floor.shop.databaseUrl, max: 2, application_name: 'practice' });
  });
  afterAll(async () => {
    await database.end();
    await floor.close();
  });

  const look = async (page: Page, name: string, language = 'ja') => {
    for (const { isKept, ...size } of SIZES) {
      await page.setViewportSize(size);
      await page.waitForTimeout(FRAME_MS);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      if (isKept) await picture(page, `practice-${name}-${size.width}x${size.height}-${language}`);
    }
    expect(await gravelyInaccessible(page)).toEqual([]);
  };
  const rows = async () => {
    await untilAllQuiet(floor.shop, database);
    return lastingRows(database);
  };
  const signedIn = async (language: 'ja' | 'en') => {
    const badge = await floor.badgeOf('田中', 'warehouse');
    const device = await floor.device({ language, width: 800, height: 1280, touch: true });
    const session = await device.context.newCDPSession(device.page);
    const read = (code: string) => scan(session, code);
    await device.page.locator('.sign-in').waitFor();
    await read(badge);
    await device.page.locator('.tiles').waitFor();
    return { ...device, read };
  };
  /** Whatever asks for more than to be told. */
  const effectsOf = ({ page }: Pick<Device, 'page'>): string[] => {
    const effects: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') effects.push(`${request.method()} ${request.url()}`);
    });
    return effects;
  };

  it('is played through by scanner, keys and touch, and leaves no trace in the shop', async () => {
    const real = await floor.parcel('beside-practice', { [SKU]: 2 });
    const { page, context, complaints, read } = await signedIn('ja');
    const keys = practiceByKeyboard(page);
    const fingers = practiceByTouch(page);
    const effects = effectsOf({ page });
    const before = await rows();
    const stop = page.getByRole('alertdialog');
    const stopped = async (reason: string, acknowledge: () => Promise<void>) => {
      await stop.getByText(reason).waitFor();
      await acknowledge();
      await stop.waitFor({ state: 'detached' });
    };
    const passed = async (goOn: () => Promise<void>) => {
      await page.getByText('✓ できました').waitFor();
      await goOn();
    };
    const task = (nth: number) => page.getByText(`${nth}. `, { exact: false }).first().waitFor();

    await page.getByRole('link', { name: '練習', exact: true }).tap();
    await page.getByRole('heading', { name: '練習', exact: true }).waitFor();
    await look(page, '1-list');

    await read('^P:PRACTICE-1');
    await task(1);
    await page.getByText('練習中').waitFor();
    await look(page, '2-parcel');
    await read(MUG); // a real one
    await page.getByText('これは本当の仕事で使うコードです。', { exact: false }).waitFor();
    await read(GOODS.whiteMug.code);
    await read(GOODS.towel.code);
    await page.getByText('重さを量ってください').waitFor();
    await read('480g');
    await page.getByText('480 g').waitFor();
    await read('^C:PRINT');
    await page.locator('.waybill strong').getByText('PRACTICE-W1').waitFor();
    await read('PRACTICE-W1');
    await page.getByText('✓ できました').waitFor();
    await look(page, '3-passed');
    await read('^C:NEXT');

    await task(2);
    await keys.take(1);
    await stopped('この荷物の商品ではありません。', keys.acknowledge);
    await keys.take(2);
    await passed(keys.goOn);

    await task(3);
    await fingers.take(1);
    await page.getByText('1/1', { exact: true }).waitFor();
    await fingers.take(1);
    await stopped('この商品はもう必要な数だけ入っています。', fingers.acknowledge);
    await fingers.take(2);
    await passed(fingers.goOn);

    await task(4);
    await read(GOODS.blueMug.code);
    await stop.getByText('青', { exact: true }).waitFor();
    expect(await stop.getByText('白', { exact: true }).isVisible()).toBe(true);
    await look(page, '4-look-alike');
    await stopped('この荷物の商品ではありません。', () => read('^C:ACK'));
    await read(GOODS.whiteMug.code);
    await passed(() => read('^C:NEXT'));

    await task(5);
    await keys.take(1);
    await page.getByRole('button', { name: '数えました: 残り 29 点すべて' }).waitFor();
    await keys.goOn();
    await passed(keys.goOn);

    await task(6);
    await page.getByText('PRACTICE-A-01').waitFor();
    await look(page, '5-picking');
    for (const slot of ['1', '2']) {
      await fingers.take(1);
      await page.locator('.tote-number strong').getByText(slot, { exact: true }).waitFor();
      await page.locator('.tote-number').tap();
    }
    await page.getByRole('button', { name: '欠品 (S)' }).tap();
    await passed(fingers.goOn);

    await task(7);
    await read(GOODS.plate.code);
    await page.getByText('1/1', { exact: true }).waitFor();
    await read('^C:DAMAGE');
    await page.locator('.missing-count').waitFor();
    await read('^C:NEXT');
    await page.getByText('代わりを確認中 1 点').waitFor();
    await page.getByText('代わりを確認中 1 点').waitFor({ state: 'detached' });
    await read(GOODS.plate.code);
    await page.getByText('1/1', { exact: true }).waitFor();
    await read(GOODS.towel.code);
    await passed(() => read('^C:NEXT'));

    await task(8);
    await page.getByRole('button', { name: '別の箱にする' }).tap();
    await page.locator('.choice', { hasText: 'PRACTICE-80' }).tap();
    await page.locator('.choice', { hasText: '商品が入らない' }).tap();
    await passed(fingers.goOn);

    await task(9);
    await keys.take(1);
    await stopped('送り状が違います。', keys.acknowledge);
    await keys.type('PRACTICE-W1');
    await passed(keys.goOn);

    await task(10);
    await read('^L:CAGE-PRACTICE');
    await page.locator('.cage').waitFor();
    await read('PRACTICE-W3');
    await page.getByText('引渡し済み 1 個').waitFor();
    await read('PRACTICE-W4');
    await stopped('この送り状は使用禁止です。', () => read('^C:ACK'));
    await read('PRACTICE-W5');
    await passed(() => read('^C:NEXT'));

    await page.getByText('ぜんぶできました').waitFor();
    await page.getByText(/かかった時間 \d+ 分 \d+ 秒/).waitFor();
    await look(page, '6-finished');
    await page.reload();
    await page.getByText('ぜんぶできました').waitFor();

    // A code to practise with at the real table: it says so, and no near miss of the parcel.
    await read('^C:HOLD');
    await page.locator('.tiles').waitFor();
    await read(`^P:${real.parcelId}`);
    await page.getByText('0/2', { exact: true }).waitFor();
    await read(GOODS.blueMug.code);
    await page.getByRole('alert').getByText('練習用のコードです。', { exact: false }).waitFor();
    await look(page, '7-practice-code-at-work');

    expect(effects).toEqual([]);
    expect(await page.evaluate(KEPT)).toEqual([]);
    expect(changesBetween(before, await rows())).toEqual([]);
    await read(MUG); // what is looked at here would see it
    await page.getByText('1/2', { exact: true }).waitFor();
    await floor.shop.until(
      () => floor.shown(real.parcelId),
      ({ lines }) => lines[0].scanned === 1,
    );
    expect(effects).toHaveLength(1);
    expect(changesBetween(before, await rows()).length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is not passed by doing it all rightly where the mistake is the point, and begins anew', async () => {
    const { page, context, read } = await signedIn('en');
    const hands: PracticeHands = practiceByTouch(page);
    await read('^L:PRACTICE');
    await page.getByRole('heading', { name: 'Practice', exact: true }).waitFor();
    await read('^P:PRACTICE-2');
    await hands.take(2);
    await page.getByText('Not there yet.', { exact: false }).waitFor();
    await look(page, '8-not-yet', 'en');
    await read('^P:PRACTICE-2');
    await page.getByText('0/1', { exact: true }).waitFor();
    await hands.take(1);
    await page.getByRole('alertdialog').waitFor();
    await hands.acknowledge();
    await hands.take(2);
    await page.getByText('Well done').waitFor();
    await read('^C:HOLD');
    await page
      .getByText('1 s', { exact: false })
      .or(page.getByText('done', { exact: false }))
      .first()
      .waitFor();
    await context.close();
  });

  it('has a sheet whose every code a scanner reads', async () => {
    const { page, context } = await signedIn('ja');
    const answer = await context.request.get(`${floor.shop.url}/v1/practice-sheet.pdf`);
    expect(answer.status()).toBe(200);
    const pages = await render(await answer.body());
    const codes = (await Promise.all(pages.map(barcodesOn))).flat();
    for (const code of [
      ...Object.values(GOODS).map((good) => good.code),
      ...['^P:PRACTICE-1', '^P:PRACTICE-10', 'PRACTICE-W1', 'PRACTICE-W5'],
      ...['^C:CARTON-PRACTICE-60', '^C:CARTON-PRACTICE-80', '^L:CAGE-PRACTICE', '^L:PRACTICE-A-01'],
    ])
      expect(codes).toContain(`Code128 ${code}`);
    expect(await page.locator('.tiles').isVisible()).toBe(true);
    await context.close();
  });

  it('shows how kanji are read where the device is set so, and to nobody who listens', async () => {
    const { page, context, read } = await signedIn('ja');
    const parcel = await floor.parcel('furigana', { [SKU]: 1 });
    expect(await page.locator('ruby').count()).toBe(0);
    await page.keyboard.press('f');
    await page.locator('ruby', { hasText: '梱包' }).first().waitFor();
    expect(await page.locator('ruby', { hasText: '梱包' }).first().locator('rt').textContent()).toBe(
      'こんぽう',
    );
    expect(await headingsHeard(context, page)).toContain('作業ホーム');
    await look(page, '9-furigana-work');
    await read(`^P:${parcel.parcelId}`);
    await page.locator('.next-words ruby').first().waitFor();
    await look(page, '9-furigana-pack');
    await page.reload();
    await page.locator('.next-words ruby').first().waitFor();
    await page.getByRole('button', { name: 'English' }).tap();
    await page.getByText('Scan the next item').waitFor();
    expect(await page.locator('ruby').count()).toBe(0);
    await page.getByRole('button', { name: '日本語' }).tap();
    await page.keyboard.press('Escape');
    await page.locator('.tiles').waitFor();
    await read('^L:FURIGANA');
    await page.locator('ruby').first().waitFor({ state: 'detached' });
    await context.close();
  });
});
