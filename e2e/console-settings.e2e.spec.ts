import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { barcodesOn, render } from '@okuru/documents/testing';
import { chromiumPath, gravelyInaccessible } from './support/console/browser.js';
import { stockByKeyboard, stockByTouch } from './support/console/stock-hands.js';
import { openFloor, type PackingFloor, picture } from './support/console/packing-floor.js';
import { sagawaCsv } from './support/sagawa-csv.js';

const chromium = chromiumPath();
const title = chromium
  ? 'the settings'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so none of the settings';

(chromium ? describe : describe.skip)(title, () => {
  let floor: PackingFloor;

  beforeAll(async () => {
    floor = await openFloor(chromium!);
  });
  afterAll(() => floor.close());

  const signedIn = async (
    role: 'warehouse' | 'lead' | 'admin',
    language: 'ja' | 'en',
    width: number,
    height: number,
  ) => {
    const badge = await floor.badgeOf(`${role}-${width}`, role);
    const device = await floor.device({ language, width, height, touch: language === 'ja', worker: false });
    const { page } = device;
    await (language === 'ja' ? stockByTouch(page) : stockByKeyboard(page)).signIn(badge);
    await page.getByRole('link', { name: /^(設定|Settings)$/ }).click();
    await page.getByRole('heading', { name: /^(設定|Settings)$/ }).waitFor();
    return device;
  };
  const look = async (page: Page, name: string) => {
    expect(await gravelyInaccessible(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, name);
  };
  const band = (page: Page, text: string) => page.locator('.band', { hasText: text }).waitFor();

  it('of the shop are changed in plain forms, and a no stands at its field', async () => {
    const { page, context, complaints } = await signedIn('admin', 'en', 1920, 1080);
    await look(page, 'settings-1-device-1920x1080-en');
    await page.getByRole('link', { name: 'Packages' }).click();
    const c60 = page.getByRole('group', { name: /^C60 / });
    await c60.getByLabel('Cost yen').fill('lots');
    await page.getByRole('button', { name: 'Save' }).click();
    await c60.locator('.field-fault').waitFor();
    expect(await c60.getByLabel('Cost yen').getAttribute('aria-invalid')).toBe('true');
    await look(page, 'settings-2-packages-1920x1080-en');
    await c60.getByLabel('Cost yen').fill('51');
    await page
      .getByRole('group', { name: /^C160 / })
      .getByRole('button', { name: 'Take this package out' })
      .click();
    await page.getByRole('button', { name: 'Save' }).click();
    await band(page, 'Saved');
    const { packages } = (await floor.shop.call('ops', 'GET', '/v1/packages')).body;
    expect(packages.find(({ code }: { code: string }) => code === 'C60').costYen).toBe(51);
    expect(packages.map(({ code }: { code: string }) => code)).not.toContain('C160');

    await page.getByRole('link', { name: 'Back to settings' }).click();
    await page.getByRole('link', { name: 'Carriers and cut-offs' }).click();
    const takkyubin = page.getByRole('group', { name: 'Yamato Transport Takkyubin', exact: true });
    await takkyubin.getByLabel(/^Cut-off/).fill('25:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await takkyubin.locator('.field-fault').waitFor();
    await takkyubin.getByLabel(/^Cut-off/).fill('15:30');
    await page.getByRole('button', { name: 'Save' }).click();
    await band(page, 'Saved');
    await look(page, 'settings-3-carriers-1920x1080-en');
    expect((await floor.shop.call('ops', 'GET', '/v1/carrier-settings')).body.services).toMatchObject([
      { carrier: 'yamato', service: 'takkyubin', inUse: true, cutOff: '15:30' },
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('take in a carrier’s prices after they were looked at, and what the server says of a row stands in the form', async () => {
    const { page, context, complaints } = await signedIn('admin', 'ja', 800, 1280);
    await page.getByRole('link', { name: '運送会社・締め時刻' }).tap();
    const sagawa = page.getByRole('group', { name: '佐川急便 飛脚宅配便' });
    await sagawa.getByText('運賃表を取り込む').tap();
    const rates = sagawa.getByLabel('運賃のファイル (CSV)');
    // As Excel writes it in Japan: the word 北海道 in CP932.
    const cp932 = (csv: string) => ({
      name: 'prices.csv',
      mimeType: 'text/csv',
      buffer: iconv.encode(csv, 'cp932'),
    });
    await rates.setInputFiles(cp932(sagawaCsv().replace(/^(北海道,[^,]+,,)\d+/m, '$19')));
    await sagawa.getByLabel('適用開始日').fill('2026-11-01');
    await sagawa.getByLabel(/^出典/).fill('契約書 2026-11');
    const check = sagawa.getByRole('button', { name: '確かめる' });
    const take = sagawa.getByRole('button', { name: 'この運賃表を使う' });
    await check.tap();
    await sagawa.locator('.field-fault li').first().waitFor();
    expect(await sagawa.locator('.field-fault').textContent()).toContain('Row 2');
    expect(await take.isDisabled()).toBe(true);
    await rates.setInputFiles(cp932(sagawaCsv()));
    await check.tap();
    await sagawa.getByRole('region', { name: 'sagawa/takuhaibin@2026-11-01' }).waitFor();
    expect(await sagawa.locator('tbody tr').count()).toBe(5);
    await look(page, 'settings-8-tariff-800x1280-ja');
    const stored = async () =>
      (await floor.shop.call('ops', 'GET', '/v1/tariffs')).body.tariffs
        .filter(({ isSample }: { isSample: boolean }) => !isSample)
        .map(({ version }: { version: string }) => version);
    expect(await stored()).toEqual([]);
    await take.tap();
    await sagawa.getByText('sagawa/takuhaibin@2026-11-01').waitFor();
    expect(await stored()).toEqual(['sagawa/takuhaibin@2026-11-01']);

    await sagawa.getByLabel('送り状を印刷するとき').selectOption('before-check');
    await sagawa.getByText('離島・遠隔地 (0)').tap();
    await sagawa.getByRole('button', { name: '地域を加える' }).tap();
    const area = sagawa.locator('fieldset').last();
    await area.getByLabel('記号').fill('ogasawara');
    await area.getByLabel('英語の名前').fill('Ogasawara');
    await area.getByLabel('加算 円').fill('千円');
    await area.getByLabel(/^郵便番号/).fill('100-21');
    await area.getByLabel('名前', { exact: true }).fill('小笠原');
    const save = page.getByRole('button', { name: '保存する' });
    await save.tap();
    await area.locator('.field-fault').waitFor();
    expect(await area.locator('legend').textContent()).toBe('小笠原');
    await area.getByLabel('加算 円').fill('1100');
    await save.tap();
    await band(page, '保存しました');
    const { services } = (await floor.shop.call('ops', 'GET', '/v1/carrier-settings')).body;
    const ofSagawa = services.find(({ carrier }: { carrier: string }) => carrier === 'sagawa');
    expect(ofSagawa).toMatchObject({
      labelMode: 'before-check',
      remoteAreas: [{ code: 'ogasawara', postalCodes: ['10021'], yen: 1100 }],
    });
    await look(page, 'settings-9-area-800x1280-ja');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('give people badges that are printed once and open the door', async () => {
    const { page, context, complaints } = await signedIn('admin', 'ja', 800, 1280);
    await page.getByRole('link', { name: 'スタッフ・バッジ' }).tap();
    await page.getByLabel('呼び名').fill('新人');
    let printed = new Uint8Array();
    await page.route('**/v1/badge.pdf', async (route) => {
      const response = await route.fetch();
      printed = new Uint8Array(await response.body());
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'スタッフを加える' }).tap();
    const over = page.getByRole('dialog', { name: '新人 さんのバッジ' });
    const print = over.getByRole('link', { name: /印刷/ });
    await print.waitFor();
    await look(page, 'settings-4-badge-800x1280-ja');
    const badge = await over.locator('.code').textContent();
    const opened = Promise.race([context.waitForEvent('page'), page.waitForEvent('download')]);
    await print.tap();
    await opened;
    const [card] = await render(printed, 300);
    expect(await barcodesOn(card!)).toEqual([`Code128 ${badge}`, `QRCode ${badge}`]);
    await over.getByRole('button', { name: '閉じて忘れる' }).tap();
    expect(await page.content()).not.toContain(badge);

    const member = page.getByRole('listitem', { name: '新人' });
    await member.getByRole('button', { name: '暗証番号' }).tap();
    await page.getByLabel(/新しい暗証番号/).fill('1111');
    await page.getByRole('button', { name: '保存する' }).tap();
    await page.locator('.over .field-fault').waitFor();
    await page.getByLabel(/新しい暗証番号/).fill('8305');
    await page.getByRole('button', { name: '保存する' }).tap();
    await member.getByText('暗証番号あり').waitFor();
    const session = { badge, pin: '8305', device: 'tablet-9' };
    expect((await floor.shop.call('storefront', 'POST', '/v1/session', session)).status).toBe(201);
    await member.getByRole('button', { name: '使えなくする' }).tap();
    await member.getByText('停止中').waitFor();
    await look(page, 'settings-5-staff-800x1280-ja');
    expect((await floor.shop.call('storefront', 'POST', '/v1/session', session)).status).toBe(401);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('switch the photos of open boxes on and off, and leave the rest of the table as it is', async () => {
    const settings = async () => (await floor.shop.call('ops', 'GET', '/v1/packing-settings')).body;
    const before = await settings();
    expect(before.photos).toEqual({ inUse: false, keptDays: 90 });
    const { page, context, complaints } = await signedIn('admin', 'ja', 360, 640);
    await page.getByRole('link', { name: /^梱包台/ }).tap();
    const use = page.getByRole('checkbox', { name: '写真を撮る' });
    await use.tap();
    await page.getByLabel(/^保存する日数/).fill('0');
    await page.getByRole('button', { name: '保存する' }).tap();
    await page.locator('.field-fault').waitFor();
    await page.getByLabel(/^保存する日数/).fill('30');
    await page.getByRole('button', { name: '保存する' }).tap();
    await band(page, '保存しました');
    await look(page, 'settings-9-packing-360x640-ja');
    expect(await settings()).toMatchObject({ ...before, version: 1, photos: { inUse: true, keptDays: 30 } });
    await use.tap();
    await page.getByRole('button', { name: '保存する' }).tap();
    await floor.shop.until(settings, ({ photos }) => !photos.inUse);
    expect(complaints).toEqual([]);
    await context.close();
    const packer = await signedIn('warehouse', 'en', 1920, 1080);
    await packer.page.getByRole('link', { name: /^Packing table/ }).click();
    expect(await packer.page.getByRole('checkbox', { name: 'Photos are taken' }).isDisabled()).toBe(true);
    expect(await packer.page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await packer.context.close();
  });

  it('are seen and not changed by whoever packs, who sets the sounds of the own device', async () => {
    const { page, context } = await signedIn('warehouse', 'en', 360, 640);
    expect(await page.getByRole('link', { name: 'Staff and badges' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Quiet' }).click();
    await page.getByRole('button', { name: 'Low' }).click();
    await look(page, 'settings-6-device-360x640-en');
    await page.reload();
    expect(await page.getByRole('button', { name: 'Quiet' }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: 'Low' }).getAttribute('aria-pressed')).toBe('true');
    const sheet = await page.getByRole('link', { name: /Codes of the station/ }).getAttribute('href');
    const printed = await context.request.get(new URL(sheet!, page.url()).href);
    expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await page.getByRole('link', { name: 'Packages' }).click();
    await page.getByText('Operations and administrators may change this.').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await look(page, 'settings-7-packages-360x640-en');
    await page.goto(page.url().replace(/packages$/, 'staff'));
    await page.getByText('This page is not for your role', { exact: false }).waitFor();
    await context.close();
  });
});
