import type { Page } from 'playwright-core';
import { tabTo, withKeyboard } from '../console/hands.js';
import { pickWithKeyboard } from '../console/pick-hands.js';
import { stockByKeyboard } from '../console/stock-hands.js';
import type { ShiftHand } from './hand.js';

const TYPED_EVERY_MS = 60;
/** Sooner after another key no finger comes; what does is a scanner's. */
const PRESSED_AFTER_MS = 200;

/** Keys alone, as fast as a good typist, and never the pointer. */
export const keyboardHand = (page: Page): ShiftHand => {
  const press = async (key: string) => {
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.press(key);
  };
  const table = withKeyboard(page);
  const typedCode = async (code: string) => {
    await press('t');
    await page.locator('.over .keypad-input:focus').waitFor();
    await page.keyboard.type(code, { delay: TYPED_EVERY_MS });
    await press('Enter');
  };
  const choose = async (nth: number) => {
    await page.locator('.choice').first().waitFor();
    await press(String(nth + 1));
  };
  const nthWith = async (words: string): Promise<number> => {
    await page.locator('.choice', { hasText: words }).first().waitFor();
    const all = await page.locator('.choice').allTextContents();
    return all.findIndex((text) => text.includes(words));
  };
  const pressThrough = async (name: RegExp) => {
    await tabTo(page, page.getByRole('button', { name }).first());
    await press('Enter');
  };
  return {
    table: {
      ...table,
      open: ({ reference }) => typedCode(reference),
      report: async (cause, { sku }, units) => {
        await press(cause === 'missing' ? 's' : 'd');
        const sheet = page.locator('.over');
        const wanted = sheet.getByRole('button', { name: new RegExp(sku) });
        await wanted.waitFor();
        if ((await wanted.getAttribute('aria-pressed')) !== 'true') {
          await tabTo(page, wanted);
          await press('Enter');
        }
        await press(String(units));
        await press('n');
      },
      leaveWaiting: () => press('n'),
      leaveVoid: () => press('h'),
      help: () => press('?'),
      closeHelp: () => press('Escape'),
      takeOtherPackage: async (packageCode) => {
        await press('c');
        await choose(await nthWith(packageCode));
        await page.locator('.choice-marked').waitFor();
        await choose(1);
      },
    },
    walk: {
      ...pickWithKeyboard(page),
      issueLabels: () => press('p'),
      printLabels: () => press('p'),
      openTote: table.open,
    },
    shelf: {
      ...stockByKeyboard(page),
      close: () => press('Escape'),
      leave: () => press('Escape'),
    },
    cage: {
      choose: async (_carrier, name) => {
        if (await page.locator('.cage').isVisible()) await pressThrough(/カゴを変える|Change the cage/);
        await choose(await nthWith(name));
      },
      leave: () => press('Escape'),
    },
  };
};
