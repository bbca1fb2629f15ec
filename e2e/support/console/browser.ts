import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Chromium without windows first: the same pages and events for two thirds of the CPU. */
const PLACES = [
  process.env['OKURU_CHROMIUM'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where this machine has a Chromium; undefined: nowhere. */
export const chromiumPath = (): string | undefined =>
  PLACES.find((place) => place !== undefined && existsSync(place));

export const launch = (executablePath: string): Promise<Browser> =>
  // Chromium's own sandbox does not run as root, as tests in a container do.
  chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds on the page that is serious or critical. */
export const gravelyInaccessible = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run(document)')) as Found;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};
