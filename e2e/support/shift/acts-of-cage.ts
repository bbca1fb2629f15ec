import type { OnShift } from './on-shift.js';

/** Every closed box into the cage of its carrier; one goes to the wrong cage first, and void waybills stop. */
export const handOver = async (on: OnShift, voided: readonly string[], wrongCage: boolean): Promise<void> => {
  const { hand, shift, page } = on;
  await hand.table.openShip();
  await on.seeHeading('ship.title');
  await on.look('ship');
  const byCarrier = new Map<string, string[]>();
  for (const [reference, { parcelId }] of on.boxes) {
    const { carrier } = await shift.floor.shown(parcelId);
    byCarrier.set(carrier, [...(byCarrier.get(carrier) ?? []), reference]);
  }
  const carriers = [...byCarrier.keys()];
  for (const [nth, carrier] of carriers.entries()) {
    await hand.cage.choose(carrier, on.say(`carriers.${carrier}`));
    await page.locator('.cage').waitFor();
    if (nth === 0) {
      for (const waybill of voided) {
        await hand.table.read(waybill);
        await on.stopped('void-waybill');
      }
      const other = wrongCage ? on.boxes.get(byCarrier.get(carriers[1] ?? '')?.[0] ?? '') : undefined;
      if (wrongCage && !other) throw new Error('All boxes go with one carrier');
      if (other) {
        await hand.table.read(other.sticker ?? '');
        await on.stopped('wrong-carrier');
      }
    }
    for (const [at, reference] of (byCarrier.get(carrier) ?? []).entries()) {
      const box = on.boxes.get(reference)!;
      await hand.table.read(box.sticker ?? '');
      await on.see('ship.left', { count: at + 1 });
      on.truth.left.push(box);
      on.boxes.delete(reference);
    }
    await on.look('cage');
  }
  await hand.cage.leave();
  await on.seeHeading('work.title');
};
