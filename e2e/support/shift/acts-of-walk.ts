import { BLACK, goodAt, GREEN, POT } from './goods.js';
import type { OnShift } from './on-shift.js';

const STEPS_MAX = 40;

/** From the work page to the first shelf. */
export const begin = async (on: OnShift, parcels: number): Promise<void> => {
  await on.hand.walk.openPicking();
  await on.see('pick.waiting', { count: parcels });
  await on.look('pick-begin');
  await on.hand.walk.goOn();
  await on.page.locator('.pick-shelf').waitFor();
};

/**
 * Goes where the screen says until it says that all is picked. A wrong tin is taken at the first shelf, a tin put into the
 * wrong tote is taken back, and nobody finds the pot.
 */
export const walk = async (on: OnShift, errs: boolean): Promise<void> => {
  const { hand, page } = on;
  await on.look('pick-stop');
  if (errs) await err(on);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const shelf = (await page.locator('.pick-shelf').textContent()) ?? '';
    const left = await unitsLeft(on);
    const good = goodAt(shelf);
    if (good.sku === POT.sku) {
      await hand.walk.short();
      await page
        .locator('.row')
        .getByText(on.say('pick.lacks', { name: good.name, count: 1 }))
        .waitFor();
    } else await hand.walk.read(good.barcode);
    if (left === 1) break;
    await page.getByText(on.say('pick.left', { count: left - 1 }), { exact: true }).waitFor();
  }
  await page.locator('.closed-words').getByText(on.say('pick.finished')).waitFor();
};

const err = async (on: OnShift): Promise<void> => {
  const { hand, page } = on;
  const left = await unitsLeft(on);
  await hand.walk.read(BLACK.barcode);
  await on.stopped('not-at-this-stop', 'not-in-this-parcel');
  await hand.walk.read(GREEN.barcode);
  await page.locator('.tote-number').waitFor();
  await on.look('pick-tote');
  await hand.walk.undo();
  await page.getByText(on.say('pick.left', { count: left }), { exact: true }).waitFor();
};

const unitsLeft = async ({ page }: OnShift): Promise<number> =>
  Number(/\d+/.exec((await page.locator('.pack-left').textContent()) ?? '')?.[0]);

/** All waybills of the batch at once, as one file to print; answers the parcels' numbers as the sheets in the file follow. */
export const issueLabels = async (on: OnShift, count: number): Promise<string> => {
  const { hand, page } = on;
  await hand.walk.issueLabels();
  await on.see('pick.labelsReady', { count });
  await on.look('labels-ready');
  const file = page.getByRole('link', { name: on.say('pick.labelsFile') });
  const address = (await file.getAttribute('href')) ?? '';
  const opened = page.context().waitForEvent('page');
  await hand.walk.printLabels();
  await (await opened).close();
  return address;
};
