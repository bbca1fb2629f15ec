import type { Box } from '../stations/truth.js';
import { type Good, goodOf } from './goods.js';
import type { OnShift } from './on-shift.js';

export interface TableParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
}

/** What happens at the table beside the usual. */
export interface Events {
  /** With the box open before the first unit. */
  readonly before?: (on: OnShift, box: Box) => Promise<void>;
  readonly beforeWeighing?: (on: OnShift, parcel: TableParcel, grams: number) => Promise<void>;
  readonly withLabel?: (on: OnShift, waybill: string) => Promise<void>;
}

/** Opens the parcel from the work page; answers the box that stands on the table for it. */
export const open = async (on: OnShift, parcel: TableParcel): Promise<Box> => {
  await on.page.getByRole('link', { name: new RegExp(parcel.reference) }).waitFor();
  await on.hand.table.open(parcel);
  return boxFor(on, parcel);
};

export const boxFor = async (on: OnShift, { parcelId, orderId, reference }: TableParcel): Promise<Box> => {
  await on.page.getByRole('heading', { name: on.say('pack.title', { reference }) }).waitFor();
  await on.page.locator('.line').first().waitFor();
  return { parcelId, orderId, goods: [], sticker: null };
};

/** Puts one unit into the box, if the screen lets it in. */
export const putIn = async (on: OnShift, box: Box, good: Good): Promise<void> => {
  const line = on.page.locator('.line', { hasText: good.sku });
  const counts = async () =>
    ((await line.locator('.line-count').textContent()) ?? '').match(/\d+/g)!.map(Number);
  const [scanned = 0, quantity = 0] = await counts();
  await on.hand.table.read(good.barcode);
  await line.getByText(`${scanned + 1}/${quantity}`).waitFor();
  box.goods.push(good.sku);
};

/** All that is open, in the order of the lines. */
export const putInRest = async (on: OnShift, box: Box): Promise<void> => {
  const { lines } = await on.shift.floor.shown(box.parcelId);
  for (const { sku, quantity, waitsFor } of lines) {
    const inside = box.goods.filter((one) => one === sku).length;
    for (let unit = inside + waitsFor; unit < quantity; unit += 1) await putIn(on, box, goodOf(sku));
  }
};

export const weigh = async (on: OnShift, grams: number): Promise<void> => {
  await on.hand.table.weigh(grams);
  await on.page.locator('.package').getByText(`${grams} g`, { exact: true }).waitFor();
};

export const gramsOf = async (on: OnShift, { parcelId }: { readonly parcelId: string }): Promise<number> =>
  (await on.shift.floor.shown(parcelId)).expectedWeightGrams;

export const waybillShown = async ({ page }: OnShift): Promise<string> => {
  await page.locator('.waybill strong').waitFor();
  return (await page.locator('.waybill strong').textContent()) ?? '';
};

/** From the open box to the closed one with its own waybill on it. */
export const finish = async (
  on: OnShift,
  box: Box,
  parcel: TableParcel,
  events: Events = {},
): Promise<void> => {
  const { hand, page } = on;
  await putInRest(on, box);
  await on.look('weigh');
  await events.beforeWeighing?.(on, parcel, await gramsOf(on, parcel));
  await weigh(on, await gramsOf(on, parcel));
  if ((await page.locator('.waybill').count()) === 0) {
    await on.look('label');
    await hand.table.askLabel();
  }
  await events.withLabel?.(on, await waybillShown(on));
  const waybill = await waybillShown(on);
  await on.look('waybill');
  on.truth.print(parcel.parcelId, waybill);
  box.sticker = waybill;
  await hand.table.read(waybill);
  await on.see('pack.closed');
  await on.look('closed');
  on.boxes.set(parcel.reference, box);
  await hand.table.goHome();
  await on.seeHeading('work.title');
};

export const pack = async (on: OnShift, parcel: TableParcel, events: Events = {}): Promise<void> => {
  const box = await open(on, parcel);
  await on.look('pack');
  await events.before?.(on, box);
  await finish(on, box, parcel, events);
};
