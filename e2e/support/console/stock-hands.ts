import type { CDPSession, Page } from 'playwright-core';
import { tabTo, typeOnDevice } from './hands.js';
import { scan } from './scanner.js';

type Screen = 'receive' | 'count' | 'adjust' | 'measure';

/** How somebody works on the stock. Each way must do for the whole work, without the others. */
export interface StockHands {
  signIn(badge: string): Promise<void>;
  openStock(): Promise<void>;
  open(screen: Screen): Promise<void>;
  /** The code of an item, on the first screen. */
  read(code: string): Promise<void>;
  /** Chooses an item without a unit of it in hand. */
  choose(code: string): Promise<void>;
  /** So many units of it. */
  tell(code: string, units: number): Promise<void>;
  /** Another item in between, where the way can make that mistake. */
  mistake(code: string, told: () => Promise<void>): Promise<void>;
  /** A number instead of the units told so far. */
  number(units: number): Promise<void>;
  /** A number that is asked for. */
  enter(number: number): Promise<void>;
  weigh(grams: number): Promise<void>;
  reason(reason: string): Promise<void>;
  commit(): Promise<void>;
}

const SIGNS = {
  receive: '^L:STOCK-RECEIVE',
  count: '^L:STOCK-COUNT',
  adjust: '^L:STOCK-ADJUST',
  measure: '^L:STOCK-MEASURE',
} as const;

/** Badge, goods, command sheet, and the signs and digits of the station. */
export const stockByScanner = (browser: CDPSession): StockHands => {
  const read = (code: string) => scan(browser, code);
  const digits = async (number: number) => {
    for (const digit of String(number)) await read(`^L:NUM-${digit}`);
    await read('^C:NEXT');
  };
  return {
    signIn: read,
    openStock: () => read('^L:STOCK'),
    open: (screen) => read(SIGNS[screen]),
    read,
    choose: read,
    tell: async (code, units) => {
      for (let unit = 0; unit < units; unit += 1) await read(code);
    },
    mistake: async (code, told) => {
      await read(code);
      await told();
    },
    number: digits,
    enter: digits,
    weigh: (grams) => read(`${grams}g`),
    reason: (reason) => read(`^L:STOCK-WHY-${reason.toUpperCase()}`),
    commit: () => read('^C:NEXT'),
  };
};

const TYPED_EVERY_MS = 60;
/** Sooner after another key no finger comes; what does is a scanner's. */
const PRESSED_AFTER_MS = 200;
const KEYS = { receive: 'r', count: 'c', adjust: 'a', measure: 'm' } as const;
const REASONS = ['damaged', 'lost', 'sample', 'sent-back', 'found'];

export const stockByKeyboard = (page: Page): StockHands => {
  const press = async (key: string) => {
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.press(key);
  };
  const typed = async (text: string) => {
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.type(text, { delay: TYPED_EVERY_MS });
    await press('Enter');
  };
  const search = async (code: string) => {
    await press('t');
    await page.locator('.stock-search input:focus').waitFor();
    await typed(code);
  };
  const goBack = async () => {
    await press('Escape');
    await page.locator('.stock-screens').waitFor();
  };
  return {
    signIn: async (badge) => {
      await tabTo(page, page.getByRole('textbox'));
      await typed(badge);
    },
    openStock: async () => {
      await press('i');
      await page.locator('.stock-search').waitFor();
    },
    open: async (screen) => {
      if (!(await page.locator('.stock-screens').isVisible())) await goBack();
      await press(KEYS[screen]);
      await page.locator('.stock-screens').waitFor({ state: 'detached' });
    },
    read: search,
    choose: search,
    tell: async (code, units) => {
      await search(code);
      await page.locator('.tally').waitFor();
      for (let unit = 0; unit < units; unit += 1) await press('+');
    },
    mistake: () => Promise.resolve(),
    number: async (units) => {
      await press('t');
      await page.locator('.over .keypad-input:focus').waitFor();
      await typed(String(units));
    },
    enter: async (number) => {
      await page.locator('.keypad .keypad-input:focus').waitFor();
      await typed(String(number));
    },
    weigh: (grams) => typed(String(grams)),
    reason: (reason) => press(String(REASONS.indexOf(reason) + 1)),
    commit: async () => {
      if (await page.locator('.stock-steps').isVisible()) {
        await tabTo(page, page.locator('.primary', { hasText: /Record|記録/ }));
        return press('Enter');
      }
      return press('n');
    },
  };
};

const TITLES = {
  receive: /入荷|Receive/,
  count: /棚卸し|Count/,
  adjust: /在庫調整|Adjust/,
  measure: /採寸|Measure/,
} as const;

export const stockByTouch = (page: Page): StockHands => {
  const button = (name: RegExp) => page.getByRole('button', { name });
  const search = async (code: string) => {
    await typeOnDevice(page, page.locator('.stock-search input'), code);
    await button(/^(検索|Find)$/).tap();
  };
  const keys = async (number: number) => {
    for (const digit of String(number))
      await page.locator('.keypad-keys').getByRole('button', { name: digit, exact: true }).tap();
    await page
      .locator('.keypad')
      .getByRole('button', { name: /^(OK|決定)$/ })
      .tap();
  };
  return {
    signIn: async (badge) => {
      await typeOnDevice(page, page.getByRole('textbox'), badge);
      await button(/入室する|^Sign in$/).tap();
    },
    openStock: () => page.getByRole('link', { name: /^(在庫|Stock)$/ }).tap(),
    open: async (screen) => {
      const back = button(/在庫へ戻る|Back to stock/);
      if (await back.isVisible()) await back.tap();
      await page.locator('.stock-screens').getByRole('link', { name: TITLES[screen] }).tap();
      await page.locator('.stock-screens').waitFor({ state: 'detached' });
    },
    read: search,
    choose: search,
    tell: async (code, units) => {
      await search(code);
      for (let unit = 0; unit < units; unit += 1) await button(/^＋1$/).tap();
    },
    mistake: () => Promise.resolve(),
    number: async (units) => {
      await button(/数を入力|Type a number/).tap();
      await keys(units);
    },
    enter: keys,
    weigh: keys,
    reason: () => button(/破損|Damaged/).tap(),
    commit: () => page.locator('.next .primary').tap(),
  };
};
