import { setTimeout as after } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';

const GAP_MS = 8;
/** Nobody pulls the trigger again sooner, and what comes sooner is taken for one reading. */
const BREATH_MS = 300;

/**
 * A scanner that types like a keyboard: the browser gets real key events, as fast as scanners send them. Their times are
 * given along, so that a busy machine does not make a hand of it.
 */
export const scan = async (browser: CDPSession, text: string): Promise<void> => {
  await after(BREATH_MS);
  const keys = [...text];
  const begun = Date.now() - (keys.length + 1) * GAP_MS;
  const press = (at: number, key: object) => {
    const timestamp = (begun + at * GAP_MS) / 1_000;
    return [
      browser.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
      browser.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...key }),
    ];
  };
  await Promise.all([
    ...keys.flatMap((key, at) => press(at, { key, text: key })),
    ...press(keys.length, { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }),
  ]);
};
