import type { Locator, Page } from 'playwright-core';
import { allEn as en, allJa as ja } from '../../../apps/console/src/words/all-words.js';
import { gravelyInaccessible } from '../console/browser.js';
import { picture } from '../console/packing-floor.js';
import { type Box, Truth } from '../stations/truth.js';
import type { ShiftHand } from './hand.js';
import type { Way } from './only-by.js';
import type { ShiftFloor } from './shift-floor.js';

/** One way to work a shift. */
export interface ShiftWay {
  readonly by: Way;
  readonly language: 'ja' | 'en';
  readonly width: number;
  readonly height: number;
}

/** Kinds of screens of which a picture is kept, each of one way. */
export type Pictures = Readonly<Record<string, Way>>;

/** Somebody at work: one hand at one device, what they see, and what truly happens on the floor. */
export class OnShift {
  readonly truth = new Truth();
  /** Closed boxes before the cage, by reference. */
  readonly boxes = new Map<string, Box>();
  readonly stop: Locator;
  /** What is wrong with the screens that were seen. */
  readonly faults: string[] = [];
  private readonly seen = new Set<string>();

  constructor(
    readonly shift: ShiftFloor,
    readonly hand: ShiftHand,
    readonly page: Page,
    private readonly way: ShiftWay,
    private readonly pictures: Pictures,
  ) {
    this.stop = page.getByRole('alertdialog');
  }

  /** As the screens say it. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const found = key
      .split('.')
      .reduce<unknown>(
        (words, part) => (words as Record<string, unknown>)[part],
        { ja, en }[this.way.language],
      );
    if (typeof found !== 'string') throw new Error(`The screens say nothing under ${key}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_gap, name: string) => String(values[name]));
  }

  seeHeading(key: string): Promise<void> {
    return this.page.getByRole('heading', { name: this.say(key), exact: true }).waitFor();
  }

  see(key: string, values: Readonly<Record<string, string | number>> = {}): Promise<void> {
    return this.page.getByText(this.say(key, values)).first().waitFor();
  }

  /** Once for each kind of screen: nothing grave for axe, nothing beyond the edge, nothing too small for a glove. */
  async look(kind: string): Promise<void> {
    if (this.seen.has(kind)) return;
    this.seen.add(kind);
    const faults = [
      ...(await gravelyInaccessible(this.page)),
      ...((await this.page.evaluate(TOO_WIDE)) as string[]),
      ...((await this.page.evaluate(TOO_SMALL)) as string[]),
    ];
    this.faults.push(...faults.map((fault) => `${kind}: ${fault}`));
    const { by, language, width, height } = this.way;
    if (this.pictures[kind] === by)
      await picture(this.page, `shift-${kind}-${by}-${width}x${height}-${language}`);
  }

  /** The whole screen stops, says why, and waits for a person; `counted`: as the books call it. */
  async stopped(shown: string, counted: string = shown): Promise<void> {
    await this.stop.getByText(this.say(`stop.reasons.${shown}`)).waitFor();
    this.truth.stop(counted);
    await this.look(`stop-${shown}`);
    await this.hand.table.acknowledge();
    await this.stop.waitFor({ state: 'detached' });
  }
}

const TOO_WIDE = `document.documentElement.scrollWidth > innerWidth ? ['wider than the device'] : []`;
/** What hands in gloves touch while they work; the header is for who comes and goes. */
const TOO_SMALL = `
  [...document.querySelectorAll('main button, main a[href], dialog button, dialog a[href]')]
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (height < 71.5 || width < 48))
    .map(([element, { width, height }]) => Math.round(width) + '×' + Math.round(height) + ': ' + element.textContent)`;
