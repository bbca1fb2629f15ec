import type { Page } from 'playwright-core';

/** How somebody practises who has no scanner. */
export interface PracticeHands {
  /** What lies at hand, by its place on the list. */
  take(nth: number): Promise<void>;
  acknowledge(): Promise<void>;
  /** The large button. */
  goOn(): Promise<void>;
}

/** Sooner after another key no finger comes; what does is a scanner's. */
const PRESSED_AFTER_MS = 200;
const TYPED_EVERY_MS = 60;

export const practiceByKeyboard = (
  page: Page,
): PracticeHands & { readonly type: (code: string) => Promise<void> } => {
  const press = async (key: string) => {
    await page.waitForTimeout(PRESSED_AFTER_MS);
    await page.keyboard.press(key);
  };
  return {
    take: async (nth) => {
      await press('g');
      await page.locator('.over .choice').first().waitFor();
      await press(String(nth));
    },
    acknowledge: () => press('F9'),
    goOn: () => press('n'),
    type: async (code) => {
      await press('t');
      await page.locator('.over .keypad-input').waitFor();
      await page.keyboard.type(code, { delay: TYPED_EVERY_MS });
      await press('Enter');
    },
  };
};

export const practiceByTouch = (page: Page): PracticeHands => ({
  take: async (nth) => {
    await page.getByRole('button', { name: /手もとの品|At hand/ }).tap();
    await page
      .locator('.over .choice')
      .nth(nth - 1)
      .tap();
  },
  acknowledge: () => page.getByRole('button', { name: /確認した|I have seen it/ }).tap(),
  goOn: () => page.locator('.next .primary').tap(),
});
