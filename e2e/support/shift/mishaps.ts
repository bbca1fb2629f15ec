import { offeredPackages } from '../../../apps/console/src/features/pack/candidates.js';
import type { Box } from '../stations/truth.js';
import { boxFor, open, putIn, putInRest, type TableParcel, waybillShown } from './acts-of-table.js';
import { BLACK, CUP, GREEN, POT } from './goods.js';
import type { OnShift } from './on-shift.js';

/** The tin that looks like the one wanted. */
export const wrongTin = async (on: OnShift): Promise<void> => {
  await on.hand.table.read(BLACK.barcode);
  await on.stopped('not-in-this-parcel');
};

/** One tin more than was ordered, while the cup is still to come; then the cup is cracked. */
export const oneTooManyThenCracked = async (on: OnShift, box: Box): Promise<void> => {
  const { hand, page } = on;
  await putIn(on, box, GREEN);
  await hand.table.read(GREEN.barcode);
  await on.stopped('already-complete');
  await putIn(on, box, CUP);
  await hand.table.report('damaged', CUP, 1);
  const cup = page.locator('.line', { hasText: CUP.sku });
  await cup.getByText('0/1').waitFor();
  box.goods.splice(box.goods.indexOf(CUP.sku), 1);
  await on.shift.floor.shop.until(
    () => on.shift.floor.shown(box.parcelId),
    ({ lines }) => lines.every(({ waitsFor }: { waitsFor: number }) => waitsFor === 0),
  );
  await cup.locator('.tag').waitFor({ state: 'detached' });
};

/** No such box is left, so another one is taken. */
export const otherPackage = async (on: OnShift, box: Box): Promise<void> => {
  const { shop, shown } = on.shift.floor;
  const { packageCode: planned } = await shown(box.parcelId);
  const { body } = await shop.call('warehouse', 'GET', `/v1/parcels/${box.parcelId}/decision`);
  const other = offeredPackages(body).find(({ packageCode }) => packageCode !== planned);
  if (!other) throw new Error('No other package takes these goods');
  await on.hand.table.takeOtherPackage(other.packageCode);
  await on.page.locator('.package-code strong').getByText(other.packageCode, { exact: true }).waitFor();
};

/** The printer spoils the label. Its number is void from then on; answers it. */
export const spoiltLabel = async (on: OnShift, spoilt: string): Promise<void> => {
  await on.hand.table.reprint();
  await on.page.locator('.waybill strong').getByText(spoilt).waitFor({ state: 'detached' });
  if ((await waybillShown(on)) === spoilt) throw new Error('The number did not change');
  await on.hand.table.read(spoilt);
  await on.stopped('void-waybill');
};

/** Something lies on the scales that does not belong there. */
export const wrongWeight = async (on: OnShift, _parcel: TableParcel, grams: number): Promise<void> => {
  await on.hand.table.weigh(grams + 300);
  await on.stopped('wrong-weight');
};

/** The waybill of another box was in reach. */
export const otherWaybill = async (on: OnShift): Promise<void> => {
  const [other] = on.boxes.values();
  await on.hand.table.read(other?.sticker ?? '');
  await on.stopped('wrong-waybill');
};

/** The walk did not find the pot: the screen says so, it is reported, and the box waits. */
export const potIsMissing = async (on: OnShift, parcel: TableParcel): Promise<Box> => {
  const box = await open(on, parcel);
  const pot = on.page.locator('.line', { hasText: POT.sku });
  await pot.getByText(on.say('pack.pickedShort', { count: 1 })).waitFor();
  await on.look('picked-short');
  for (const { sku } of (await on.shift.floor.shown(parcel.parcelId)).lines)
    if (sku === GREEN.sku) await putIn(on, box, GREEN);
  await on.hand.table.report('missing', POT, 1);
  await on.page.getByText(on.say('pack.replacementAwaited')).waitFor();
  await pot.getByText(on.say('pack.pickedShort', { count: 1 })).waitFor({ state: 'detached' });
  await on.look('waits');
  await on.hand.table.leaveWaiting();
  await on.seeHeading('work.title');
  return box;
};

/** A pot has come: the box goes on where it was left. */
export const potHasCome = async (on: OnShift, box: Box, parcel: TableParcel): Promise<void> => {
  await on.shift.floor.shop.until(
    () => on.shift.floor.shown(parcel.parcelId),
    ({ lines }) => lines.every(({ waitsFor }: { waitsFor: number }) => waitsFor === 0),
  );
  await open(on, parcel);
  await putInRest(on, box);
};

/** Its order was cancelled after its waybill was printed: the screen says so, and the waybill stops. */
export const voidParcel = async (on: OnShift, parcel: TableParcel, waybill: string): Promise<void> => {
  await on.hand.walk.openTote(parcel);
  await boxFor(on, parcel);
  await on.see('pack.voided', { waybill });
  await on.look('void-parcel');
  await on.hand.table.read(waybill);
  await on.stopped('parcel-voided');
  await on.hand.table.leaveVoid();
  await on.seeHeading('work.title');
};
