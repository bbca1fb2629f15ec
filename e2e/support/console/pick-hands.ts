import type { CDPSession, Page } from 'playwright-core';
import { type Hands, withKeyboard, withScanner, withTouch } from './hands.js';
import { scan } from './scanner.js';

/** How somebody walks with the cart, by one way alone. */
export interface PickHands extends Pick<Hands, 'signIn' | 'read' | 'acknowledge'> {
  openPicking(): Promise<void>;
  /** The large button. */
  goOn(): Promise<void>;
  undo(): Promise<void>;
  short(): Promise<void>;
  putAside(): Promise<void>;
}

export const pickWithScanner = (browser: CDPSession): PickHands => {
  const read = (code: string) => scan(browser, code);
  return {
    ...withScanner(browser),
    openPicking: () => read('^C:NEXT'),
    goOn: () => read('^C:NEXT'),
    undo: () => read('^C:UNDO'),
    short: () => read('^C:SHORT'),
    putAside: async () => {
      await read('^C:HOLD');
      await read('^C:NEXT');
    },
  };
};

/** Sooner after another key no finger comes; what does is a scanner's. */
const PRESSED_AFTER_MS = 200;

export const pickWithKeyboard = (page: Page): PickHands => {
  const press = async (key: string) => {
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.press(key);
    await page.waitForTimeout(PRESSED_AFTER_MS);
  };
  return {
    ...withKeyboard(page),
    openPicking: () => press('p'),
    goOn: () => press('n'),
    undo: () => press('u'),
    short: () => press('s'),
    putAside: async () => {
      await press('h');
      await press('n');
    },
  };
};

export const pickWithTouch = (page: Page): PickHands => {
  const tap = (name: RegExp) => page.getByRole('button', { name }).tap();
  const hands = withTouch(page);
  /** Who has seen the number touches it away. */
  const seen = async () => {
    const number = page.locator('.tote-number');
    if (await number.isVisible()) await number.tap().catch(() => undefined);
  };
  return {
    ...hands,
    read: async (code) => {
      await seen();
      await hands.read(code);
    },
    openPicking: () => page.getByRole('link', { name: /^(ピッキング|Picking)/ }).tap(),
    goOn: () => page.locator('.next .primary').tap(),
    undo: () => tap(/ひとつ戻す|Take back/),
    short: () => tap(/^(欠品|Short)/),
    putAside: async () => {
      await tap(/保留・終了|Put aside/);
      await tap(/あとで続ける|Go on later/);
    },
  };
};
