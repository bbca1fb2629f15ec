import type { Page } from 'playwright-core';
import { withTouch } from '../console/hands.js';
import { pickWithTouch } from '../console/pick-hands.js';
import { stockByTouch } from '../console/stock-hands.js';
import type { ShiftHand } from './hand.js';

/** Fingers on glass; letters come by the device's own keyboard, where a field brings it up. */
export const touchHand = (page: Page): ShiftHand => {
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const table = withTouch(page);
  return {
    table: {
      ...table,
      report: async (cause, { sku }, units) => {
        await page
          .locator('.next')
          .getByRole('button', { name: cause === 'missing' ? /^(欠品|Missing)$/ : /^(破損|Damaged)$/ })
          .tap();
        const wanted = page.locator('.over').getByRole('button', { name: new RegExp(sku) });
        await wanted.waitFor();
        if ((await wanted.getAttribute('aria-pressed')) !== 'true') await wanted.tap();
        for (let unit = 1; unit < units; unit += 1) await button(/^(1 点増やす|One more)$/).tap();
        await button(/報告する|^Report/).tap();
      },
      leaveWaiting: () => button(/保留して次の荷物へ|Put aside, next parcel/).tap(),
      leaveVoid: () => button(/^(戻る|Back)$/).tap(),
      help: () => button(/^(使い方|Help)$/).tap(),
      closeHelp: () => page.locator('.over .primary').tap(),
      takeOtherPackage: async (packageCode) => {
        await button(/別の箱にする|Take another package/).tap();
        await page.locator('.over .choice', { hasText: packageCode }).first().tap();
        await page.locator('.over .choice').nth(1).tap();
      },
    },
    walk: {
      ...pickWithTouch(page),
      issueLabels: () => button(/送り状をまとめて発行|Issue all waybills/).tap(),
      printLabels: () => page.getByRole('link', { name: /送り状を印刷|Print the waybills/ }).tap(),
      openTote: table.open,
    },
    shelf: {
      ...stockByTouch(page),
      close: () => button(/在庫へ戻る|Back to stock/).tap(),
      leave: () => page.getByRole('link', { name: /Okuru/ }).tap(),
    },
    cage: {
      choose: async (_carrier, name) => {
        if (await page.locator('.cage').isVisible()) await button(/カゴを変える|Change the cage/).tap();
        await page.locator('.choice', { hasText: name }).tap();
      },
      leave: () => page.getByRole('link', { name: /Okuru/ }).tap(),
    },
  };
};
