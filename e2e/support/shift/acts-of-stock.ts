import { type Good, goodOf } from './goods.js';
import type { OnShift } from './on-shift.js';

const ONE_BY_ONE_MAX = 2;

/** Few units are told one by one, many by their number. */
export const receive = async (
  on: OnShift,
  goods: Readonly<Record<string, number>>,
  other?: Good,
): Promise<void> => {
  const { hand, page, shift } = on;
  await hand.shelf.openStock();
  await on.seeHeading('stock.title');
  await on.look('stock');
  await hand.shelf.open('receive');
  for (const [sku, units] of Object.entries(goods)) {
    const { barcode } = goodOf(sku);
    const before = await shift.onHand(sku);
    const isFew = units <= ONE_BY_ONE_MAX;
    await hand.shelf.tell(barcode, isFew ? units : 1);
    await tallyIs(on, isFew ? units : 1);
    if (other && other.sku !== sku) await hand.shelf.mistake(other.barcode, () => on.see('stock.otherItem'));
    if (!isFew) {
      await hand.shelf.number(units);
      await tallyIs(on, units);
    }
    await on.look('receive');
    await hand.shelf.commit();
    await page.locator('.band-ok').waitFor();
    await page.locator('.tally').waitFor({ state: 'detached' });
    if ((await shift.onHand(sku)) !== before + units) throw new Error(`${units} of ${sku} did not come in`);
  }
  await hand.shelf.close();
  await page.locator('.stock-screens').waitFor();
  await hand.shelf.leave();
  await on.seeHeading('work.title');
};

const tallyIs = (on: OnShift, units: number): Promise<void> =>
  on.page.locator('.tally', { hasText: new RegExp(`^${units}$`) }).waitFor();
