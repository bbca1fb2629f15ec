import type { Batch, Slot, Stop } from './batch.js';
import type { ScannedUnit } from './lots.js';
import { currentStop, giveUp, judgePick, leftAt, takeBack, withCancelled } from './walk.js';

const slot = (number: number, more: Partial<Slot> = {}): Slot => ({
  slot: number,
  parcelId: `p${number}`,
  reference: `R-${number}`,
  state: 'open',
  picked: 0,
  lacks: [],
  ...more,
});
const stop = (sku: string, units: Readonly<Record<number, number>>, more: Partial<Stop> = {}): Stop => ({
  sku,
  name: `${sku} 品`,
  shelf: 'A-1',
  barcodes: [`490${sku.length}`],
  countable: false,
  lookAlikes: [],
  slots: Object.entries(units).map(([number, quantity]) => ({
    slot: Number(number),
    quantity,
    picked: 0,
    short: 0,
  })),
  ...more,
});
const batchOf = (stops: readonly Stop[], slots = [slot(1), slot(2)]): Batch => ({
  batchId: 'b',
  status: 'open',
  left: stops.flatMap((one) => one.slots).reduce((sum, { quantity }) => sum + quantity, 0),
  slots,
  stops,
  moves: [],
});
const [MUG, TEA] = [stop('MUG', { 1: 1, 2: 2 }), stop('GREEN-TEA', { 2: 3 }, { countable: true })];
const batch = batchOf([MUG, TEA]);
const judge = (now: Batch, barcode: string, count = 1) => judgePick(now, { opId: 'op', barcode, count });
const taken = (now: Batch, barcode: string, count?: number): Batch => {
  const verdict = judge(now, barcode, count);
  if (verdict?.kind !== 'taken') throw new Error(`${barcode}: ${verdict?.kind}`);
  return verdict.batch;
};

describe('the walk on the device', () => {
  it.each(['MUG', '4903'])('names the first tote that lacks the unit scanned by %s', (barcode) => {
    expect(judge(batch, barcode)).toMatchObject({
      kind: 'taken',
      slot: 1,
      isStopComplete: false,
      batch: { left: 5 },
    });
    const now = taken(batch, barcode);
    expect(judge(now, barcode)).toMatchObject({ slot: 2 });
  });

  it('stops what the stop does not ask for', () => {
    const expected = { sku: 'MUG', name: 'MUG 品' };
    expect(judge(batch, 'GREEN-TEA')).toEqual({
      kind: 'blocked',
      reason: 'not-at-this-stop',
      scanned: { sku: 'GREEN-TEA', name: 'GREEN-TEA 品' },
      expected,
    });
    expect(judge(batch, '4999999999999')).toMatchObject({
      reason: 'not-at-this-stop',
      scanned: null,
    });
    const atTea = ['MUG', 'MUG', 'MUG'].reduce((now, barcode) => taken(now, barcode), batch);
    expect(currentStop(atTea)?.sku).toBe('GREEN-TEA');
    expect(judge(atTea, 'MUG')).toMatchObject({ reason: 'already-complete' });
  });

  it('counts what may be counted, for one tote', () => {
    expect(judge(batchOf([TEA]), 'GREEN-TEA', 3)).toMatchObject({
      kind: 'taken',
      slot: 2,
      isStopComplete: true,
    });
    expect(judge(batchOf([TEA]), 'GREEN-TEA', 4)).toMatchObject({ reason: 'already-complete' });
    expect(judge(batch, 'MUG', 2)).toEqual({ kind: 'count-not-allowed' });
  });

  it('goes on after a shortage, ends with the last unit, and says what each tote lacks', () => {
    const short = giveUp(taken(batch, 'MUG'), 'op', currentStop(taken(batch, 'MUG'))!);
    expect(short).toMatchObject({
      left: 3,
      slots: [
        { state: 'complete', picked: 1 },
        { state: 'open', lacks: [{ sku: 'MUG', name: 'MUG 品', units: 2 }] },
      ],
    });
    const ended = taken(short, 'GREEN-TEA', 3);
    expect(ended).toMatchObject({
      status: 'finished',
      left: 0,
      slots: [{ state: 'complete' }, { state: 'short' }],
    });
    expect(currentStop(ended)).toBeUndefined();
  });

  it('takes back the last step, and then the one before', () => {
    const done = giveUp(taken(batch, 'MUG'), 'op', currentStop(taken(batch, 'MUG'))!);
    const one = takeBack(done);
    expect(one).toMatchObject({
      move: { kind: 'short' },
      batch: { left: 5, slots: [{ picked: 1 }, { lacks: [] }] },
    });
    const two = takeBack(one!.batch);
    expect(two).toMatchObject({
      move: { kind: 'picked' },
      batch: { left: 6, slots: [{ state: 'open', picked: 0 }, {}] },
    });
    expect(takeBack(two!.batch)).toBeUndefined();
  });

  it('asks for nothing more of a cancelled parcel and keeps what is to be put back', () => {
    const news = withCancelled(taken(batch, 'MUG'), [1]);
    expect(news).toMatchObject({ left: 5, slots: [{ state: 'cancelled', picked: 1 }, { state: 'open' }] });
    const other = withCancelled(batch, [2]);
    expect(leftAt(other, MUG)).toBe(1);
    expect(taken(other, 'MUG')).toMatchObject({ status: 'finished', left: 0 });
  });

  describe('at goods that are kept by lot', () => {
    const [MAY, JUNE, OLD] = ['2026-05-31', '2026-06-30', '2026-05-01'];
    const milk = stop(
      'MILK',
      { 1: 2, 2: 1 },
      {
        lots: {
          toTake: [
            { lot: 'M', expiresOn: MAY!, units: 1 },
            { lot: 'J', expiresOn: JUNE!, units: 2 },
          ],
          others: [
            { lot: 'OLD', expiresOn: OLD!, onHand: 4, why: 'expired' },
            { lot: 'Y', expiresOn: '2026-07-31', onHand: 4 },
          ],
        },
      },
    );
    const dairy = { ...batchOf([milk]), lotRules: { today: '2026-05-10', usableUntilMin: '2026-05-10' } };
    const judgeLot = (now: Batch, unit: ScannedUnit = {}) =>
      judgePick(now, { opId: 'op', barcode: 'MILK', count: 1, unit });
    const take = (now: Batch, unit?: ScannedUnit): Batch => {
      const verdict = judgeLot(now, unit);
      if (verdict?.kind !== 'taken') throw new Error(verdict?.kind);
      return verdict.batch;
    };
    const toTake = (now: Batch) => now.stops[0]!.lots!.toTake.map(({ lot, units }) => [lot, units]);

    it('takes the named ones, the soonest first, and puts them back', () => {
      const one = take(dairy);
      expect(toTake(one)).toEqual([['J', 2]]);
      const another = take(one, { lot: 'X', usableUntil: JUNE! });
      expect(toTake(another)).toEqual([['J', 1]]);
      expect(judgeLot(one, { lot: 'X', usableUntil: JUNE! })).toMatchObject({ another: { lot: 'X' } });
      const back = takeBack(takeBack(another)!.batch)!.batch;
      expect(back.stops[0]!.lots).toEqual(milk.lots);
    });

    it('stops what has expired, and what expires later until the named one was not found', () => {
      expect(judgeLot(dairy, { lot: 'OLD' })).toMatchObject({ kind: 'blocked', reason: 'lot-expired' });
      expect(judgeLot(dairy, { lot: 'Y' })).toMatchObject({
        reason: 'lot-later',
        expected: { sku: 'M', name: 'M (2026-05-31)' },
      });
      expect(judgeLot(dairy, { lot: 'Y', namedLotNotFound: true })).toMatchObject({ kind: 'taken' });
    });

    it('asks for a code where no lot may be given', () => {
      const none = { ...dairy, stops: [{ ...milk, lots: { toTake: [], others: [] } }] };
      expect(judgeLot(none)).toEqual({ kind: 'no-lot' });
    });
  });
});
