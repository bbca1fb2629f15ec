import type { CDPSession, Locator, Page } from 'playwright-core';
import { scan } from './scanner.js';

/** How somebody works at the table. Each way must do for the whole work, without the others. */
export interface Hands {
  signIn(badge: string): Promise<void>;
  open(parcel: { readonly parcelId: string; readonly reference: string }): Promise<void>;
  /** The code of an item or a waybill. */
  read(code: string): Promise<void>;
  acknowledge(): Promise<void>;
  countRest(): Promise<void>;
  weigh(grams: number): Promise<void>;
  askLabel(): Promise<void>;
  /** Takes back the last unit. */
  undo(): Promise<void>;
  /** Another label, for the second reason on the list: the printer failed. */
  reprint(): Promise<void>;
  /** The weight that was stopped, for the first reason: counted again. */
  acceptWeight(): Promise<void>;
  /** Put aside for the second reason on the list: an item is missing. */
  hold(): Promise<void>;
  goHome(): Promise<void>;
  openShip(): Promise<void>;
  chooseCage(carrier: string): Promise<void>;
  signOut(): Promise<void>;
}

/** Only a scanner: the codes on badges, parcels, goods, scales, cages and the command sheet. Screens are opened from the sheet of the station. */
export const withScanner = (browser: CDPSession): Hands => {
  const read = (code: string) => scan(browser, code);
  return {
    signIn: read,
    open: ({ parcelId }) => read(`^P:${parcelId}`),
    read,
    acknowledge: () => read('^C:ACK'),
    countRest: () => read('^C:NEXT'),
    weigh: (grams) => read(`${grams}g`),
    askLabel: () => read('^C:PRINT'),
    undo: () => read('^C:UNDO'),
    reprint: async () => {
      await read('^C:PRINT');
      await read('^C:PRINT');
      await read('^C:NEXT');
    },
    acceptWeight: async () => {
      await read('^C:ACK');
      await read('^C:NEXT');
    },
    hold: async () => {
      await read('^C:HOLD');
      await read('^C:HOLD');
      await read('^C:NEXT');
    },
    goHome: () => read('^C:NEXT'),
    openShip: () => read('^L:CAGE-YAMATO'),
    chooseCage: (carrier) => read(`^L:CAGE-${carrier.toUpperCase()}`),
    signOut: () => read('^C:LOGOUT'),
  };
};

const TYPED_EVERY_MS = 60;
/** Sooner after another key no finger comes; what does is a scanner's. */
const PRESSED_AFTER_MS = 200;

/** Only a keyboard, as fast as a good typist. */
export const withKeyboard = (page: Page): Hands => {
  const press = async (key: string) => {
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.press(key);
  };
  const typed = async (text: string) => {
    await page.keyboard.type(text, { delay: TYPED_EVERY_MS });
    await press('Enter');
  };
  const chosen = async (key: string, reason: string) => {
    await press(key);
    await page.locator('.over .choice').first().waitFor();
    await press(reason);
  };
  const tabToNamed = (name: string | RegExp) =>
    tabTo(page, page.getByRole('link', { name }).or(page.getByRole('button', { name })).first());
  const read = async (code: string) => {
    await press('t');
    await page.locator('.over .keypad-input').waitFor();
    await typed(code);
  };
  return {
    signIn: async (badge) => {
      await tabTo(page, page.getByRole('textbox'));
      await typed(badge);
    },
    open: async ({ reference }) => {
      await tabToNamed(new RegExp(reference));
      await press('Enter');
    },
    read,
    acknowledge: () => press('F9'),
    countRest: () => press('n'),
    weigh: async (grams) => {
      await page.locator('.keypad-input').waitFor();
      await typed(String(grams));
    },
    askLabel: () => press('p'),
    undo: () => press('u'),
    reprint: () => chosen('p', '2'),
    acceptWeight: () => chosen('a', '1'),
    hold: () => chosen('h', '2'),
    goHome: () => press('n'),
    openShip: () => press('s'),
    chooseCage: async () => {
      await page.locator('.choice').first().waitFor();
      await press('1');
    },
    signOut: async () => {
      await tabToNamed(/Sign out|退出/);
      await press('Enter');
    },
  };
};

const TABS_MAX = 200;

export const tabTo = async (page: Page, wanted: Locator): Promise<void> => {
  await wanted.waitFor();
  for (let step = 0; step < TABS_MAX; step += 1) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${String(wanted)}`);
};

/** By the keyboard that a device shows for the field that was tapped. */
export const typeOnDevice = async (page: Page, field: Locator, text: string): Promise<void> => {
  await field.tap();
  const brings =
    'document.activeElement?.matches("input, textarea") && document.activeElement.inputMode !== "none"';
  if (!(await page.evaluate(brings))) throw new Error('no keyboard comes up for this field');
  await page.keyboard.insertText(text);
};

/** Only fingers on glass: no key but those of the screen. The badge's code, which has letters, comes by the device's own keyboard. */
export const withTouch = (page: Page): Hands => {
  const keys = async (code: string) => {
    for (const digit of code)
      await page.locator('.keypad-keys').getByRole('button', { name: digit, exact: true }).tap();
    await page
      .locator('.keypad')
      .getByRole('button', { name: /^(OK|決定)$/ })
      .tap();
  };
  const button = (name: RegExp) => page.getByRole('button', { name });
  return {
    signIn: async (badge) => {
      await typeOnDevice(page, page.getByRole('textbox'), badge);
      await button(/入室する|^Sign in$/).tap();
    },
    open: ({ reference }) => page.getByRole('link', { name: new RegExp(reference) }).tap(),
    read: async (code) => {
      await button(/テンキー|Keypad/).tap();
      await keys(code);
    },
    acknowledge: () => button(/確認した|I have seen it/).tap(),
    countRest: () => button(/数えました|Counted/).tap(),
    weigh: (grams) => keys(String(grams)),
    askLabel: () => button(/送り状を発行|Issue the waybill/).tap(),
    undo: () => button(/ひとつ戻す|Take back/).tap(),
    reprint: async () => {
      await button(/送り状を出し直す|Print another waybill/).tap();
      await page.locator('.over .choice').nth(1).tap();
    },
    acceptWeight: async () => {
      await button(/のまま進める|Go on with/).tap();
      await page.locator('.over .choice').first().tap();
    },
    hold: async () => {
      await button(/保留して戻る|Put aside/).tap();
      await page.locator('.over .choice').nth(1).tap();
    },
    goHome: () => button(/次の荷物へ|Next parcel/).tap(),
    openShip: () => page.getByRole('link', { name: /出荷・引渡し|Hand over/ }).tap(),
    chooseCage: () => page.locator('.choice').first().tap(),
    signOut: () => button(/退出|Sign out/).tap(),
  };
};
