import fc from 'fast-check';
import {
  decidePick,
  evolvePick,
  isPickRejection,
  isWanted,
  leftOf,
  openUnits,
  sumOf,
  type PickBatch,
  type PickCommand,
  type PickEvent,
  type PickGoods,
  type PickSlot,
} from './pick-batch.js';
import { pickingListOf } from './picking-list.js';
import { routeOf, shownBatch } from './route.js';

const goods = (sku: string, more: Partial<PickGoods> = {}): PickGoods => ({
  sku,
  name: `${sku} 品`,
  barcodes: [`BC-${sku}`],
  countable: false,
  shelf: 'A-1',
  lookAlikes: [],
  ...more,
});
const slot = (number: number, parcelStatus: PickSlot['parcelStatus'] = 'planned'): PickSlot => ({
  slot: number,
  parcelId: `p${number}`,
  orderId: `o${number}`,
  reference: `R-${number}`,
  parcelStatus,
  service: null,
  trackingNumber: null,
});
/** `{ MUG: [2, 0, 1] }`: two mugs for the first tote, one for the third. */
const batchOf = (
  wanted: Readonly<Record<string, readonly number[]>>,
  more: Partial<PickBatch> & { readonly items?: readonly PickGoods[] } = {},
): PickBatch => {
  const slots = Math.max(...Object.values(wanted).map(({ length }) => length));
  const { items = Object.keys(wanted).map((sku) => goods(sku)), ...over } = more;
  return {
    batchId: 'b',
    status: 'open',
    slots: Array.from({ length: slots }, (_, at) => slot(at + 1)),
    units: Object.entries(wanted).flatMap(([sku, each]) =>
      each.flatMap((quantity, at) =>
        quantity > 0 ? [{ slot: at + 1, sku, quantity, picked: 0, short: 0 }] : [],
      ),
    ),
    goods: new Map(items.map((item) => [item.sku, item])),
    lots: [],
    moves: [],
    nextSeq: 1,
    ...over,
  };
};
const pick = (barcode: string, more: Partial<Extract<PickCommand, { type: 'pick' }>> = {}): PickCommand => ({
  type: 'pick',
  opId: `pick ${barcode}`,
  barcode,
  count: 1,
  sku: null,
  slot: null,
  knownSku: null,
  ...more,
});
const after = (batch: PickBatch, ...commands: readonly PickCommand[]): PickBatch =>
  commands.reduce((now, command) => {
    const answer = decidePick(now, command);
    return isPickRejection(answer) ? now : answer.reduce<PickBatch>(evolvePick, now);
  }, batch);
const fillsOf = (answer: ReturnType<typeof decidePick>) =>
  isPickRejection(answer)
    ? answer
    : answer.flatMap((event): readonly unknown[] =>
        event.type === 'finished' ? ['finished'] : event.move.fills,
      );
const UNDO: PickCommand = { type: 'undo', of: null };
const SHORT = (sku: string, count: number | null = null): PickCommand => ({
  type: 'report-short',
  opId: `short ${sku}`,
  sku,
  count,
  slot: null,
});

describe('a walk with numbered totes', () => {
  it.each(['MUG', 'BC-MUG'])('puts a unit scanned by %s into the first tote that lacks one', (barcode) => {
    const batch = batchOf({ MUG: [1, 2], TEA: [1] });
    expect(fillsOf(decidePick(batch, pick(barcode)))).toEqual([{ slot: 1, by: 1 }]);
    expect(fillsOf(decidePick(after(batch, pick(barcode)), pick(barcode)))).toEqual([{ slot: 2, by: 1 }]);
  });

  it('puts it into the tote that the device named, and takes none that is full', () => {
    const batch = batchOf({ MUG: [1, 2] });
    expect(fillsOf(decidePick(batch, pick('MUG', { slot: 2 })))).toEqual([{ slot: 2, by: 1 }]);
    const full = after(batch, pick('MUG', { slot: 1 }));
    expect(decidePick(full, pick('MUG', { slot: 1 }))).toMatchObject({ reason: 'already-complete' });
    expect(decidePick(batch, pick('MUG', { slot: 9 }))).toMatchObject({ code: 'no-such-slot' });
  });

  it('stops what is not the item of the stop, and says whether anybody waits for it', () => {
    const batch = batchOf({ MUG: [1], TEA: [1] });
    const at = { sku: 'MUG' };
    expect(decidePick(batch, pick('TEA', at))).toEqual({
      kind: 'blocked',
      reason: 'not-in-this-parcel',
      scannedSku: 'TEA',
    });
    expect(decidePick(after(batch, pick('TEA')), pick('TEA', at))).toMatchObject({
      reason: 'already-complete',
    });
    expect(decidePick(batch, pick('000', at))).toMatchObject({ reason: 'unknown-barcode' });
    expect(decidePick(batch, pick('000', { ...at, knownSku: 'PLATE' }))).toMatchObject({
      reason: 'not-in-this-parcel',
      scannedSku: 'PLATE',
    });
  });

  it('takes a count of what may be counted, all of it or nothing', () => {
    const batch = batchOf({ TEA: [2, 3] }, { items: [goods('TEA', { countable: true })] });
    expect(fillsOf(decidePick(batch, pick('TEA', { count: 4 })))).toEqual([
      { slot: 1, by: 2 },
      { slot: 2, by: 2 },
    ]);
    expect(decidePick(batch, pick('TEA', { count: 6 }))).toMatchObject({ reason: 'already-complete' });
    expect(decidePick(batchOf({ MUG: [2] }), pick('MUG', { count: 2 }))).toMatchObject({
      code: 'count-not-allowed',
    });
  });

  it('writes down what is short, the last totes first, and goes on', () => {
    const batch = batchOf({ MUG: [1, 1, 1], TEA: [1] });
    expect(fillsOf(decidePick(batch, SHORT('MUG', 2)))).toEqual([
      { slot: 3, by: 1 },
      { slot: 2, by: 1 },
    ]);
    const short = after(batch, pick('MUG'), SHORT('MUG'));
    expect(shownBatch(short).slots.map(({ state, lacks }) => [state, lacks.length])).toEqual([
      ['open', 0],
      ['short', 1],
      ['short', 1],
    ]);
    expect(decidePick(short, SHORT('MUG'))).toMatchObject({ code: 'nothing-left-to-pick' });
    expect(decidePick(batch, SHORT('MUG', 4))).toMatchObject({ code: 'more-than-is-left' });
    expect(decidePick(batch, SHORT('PLATE'))).toMatchObject({ code: 'not-in-this-batch' });
    expect(decidePick(short, pick('MUG', { sku: 'MUG' }))).toMatchObject({ reason: 'already-complete' });
  });

  it('takes back the last step, and the one before it', () => {
    const batch = batchOf({ MUG: [2, 1] });
    const done = after(batch, pick('MUG'), SHORT('MUG', 1));
    expect(after(done, UNDO).units).toEqual(after(batch, pick('MUG')).units);
    expect(after(done, UNDO, UNDO).units).toEqual(batch.units);
    expect(decidePick(batch, UNDO)).toMatchObject({ code: 'nothing-to-undo' });
    expect(decidePick(done, { type: 'undo', of: 'pick MUG' })).toMatchObject({ code: 'not-the-last-step' });
    expect(after(done, { type: 'undo', of: 'short MUG' }).moves).toHaveLength(1);
  });

  it('ends with the last unit that is found or given up, and takes nothing more', () => {
    const batch = batchOf({ MUG: [1, 1] });
    expect(fillsOf(decidePick(after(batch, pick('MUG')), pick('MUG')))).toEqual([
      { slot: 2, by: 1 },
      'finished',
    ]);
    const ended = after(batch, pick('MUG'), SHORT('MUG'));
    expect(ended.status).toBe('finished');
    for (const command of [pick('MUG'), SHORT('MUG'), UNDO])
      expect(decidePick(ended, command)).toMatchObject({ code: 'batch-finished' });
    expect(decidePick(ended, { type: 'finish' })).toEqual([]);
  });

  it('ended early it lets go of the parcels whose totes got nothing', () => {
    const batch = after(batchOf({ MUG: [1, 2, 1, 1] }), pick('MUG', { slot: 2 }), {
      type: 'report-short',
      opId: 'short',
      sku: 'MUG',
      count: null,
      slot: 3,
    });
    expect(decidePick(batch, { type: 'finish' })).toEqual([{ type: 'finished', released: [1, 4] }]);
  });

  it.each(['voided', 'closed', 'dispatched'] as const)('waits for nothing of a %s parcel', (status) => {
    const batch = batchOf({ MUG: [1, 1] }, { slots: [slot(1, status), slot(2)] });
    expect(fillsOf(decidePick(batch, pick('MUG')))).toEqual([{ slot: 2, by: 1 }, 'finished']);
    expect(shownBatch(batch)).toMatchObject({
      left: 1,
      slots: [{ state: status === 'voided' ? 'cancelled' : 'packed-elsewhere' }, { state: 'open' }],
    });
  });

  it('stops a unit that was meant for a parcel cancelled meanwhile', () => {
    const batch = batchOf({ MUG: [1, 1] }, { slots: [slot(1, 'voided'), slot(2)] });
    expect(decidePick(batch, pick('MUG', { slot: 1 }))).toMatchObject({
      kind: 'blocked',
      reason: 'parcel-voided',
      scannedSku: 'MUG',
    });
  });

  it('knows the shelf of a stop', () => {
    const batch = batchOf({ MUG: [1], TEA: [1] }, { items: [goods('MUG'), goods('TEA', { shelf: 'b-02' })] });
    const look = (shelf: string, sku: string | null) =>
      decidePick(batch, { type: 'look-at-shelf', shelf, sku });
    expect(look('B-02', 'TEA')).toEqual([]);
    expect(look('B-02', null)).toEqual([]);
    expect(look('B-02', 'MUG')).toMatchObject({ code: 'wrong-shelf' });
  });

  it('goes by shelf, numbers as numbers, and last to what has no shelf', () => {
    const shelves: Readonly<Record<string, string | null>> = {
      A: 'B-1',
      B: 'A-10',
      C: null,
      D: 'A-2',
      E: 'A-2',
    };
    const batch = batchOf(
      { A: [1], B: [1], C: [1], D: [1], E: [1] },
      { items: Object.entries(shelves).map(([sku, shelf]) => goods(sku, { shelf })) },
    );
    expect(routeOf(batch).map(({ sku }) => sku)).toEqual(['D', 'E', 'B', 'A', 'C']);
  });
});

const SKUS = ['MUG', 'TEA', 'BOOK'] as const;
const anyBatch = fc
  .tuple(
    fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 12,
    }),
    fc.array(fc.constantFrom('planned', 'packing', 'voided', 'closed' as const), {
      minLength: 12,
      maxLength: 12,
    }),
    fc.subarray([...SKUS]),
  )
  .map(([needs, statuses, countable]) =>
    batchOf(Object.fromEntries(SKUS.map((sku, at) => [sku, needs.map((each) => each[at] ?? 0)])), {
      slots: needs.map((_, at) => slot(at + 1, statuses[at])),
      items: SKUS.map((sku) => goods(sku, { countable: countable.includes(sku) })),
    }),
  );
const anyCommand: fc.Arbitrary<PickCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('pick' as const),
      opId: fc.constant('op'),
      barcode: fc.constantFrom(...SKUS, 'BC-MUG', 'PLATE'),
      count: fc.constantFrom(1, 1, 2, 5),
      sku: fc.constantFrom(null, ...SKUS),
      slot: fc.constantFrom(null, null, 1, 2, 5, 12),
      knownSku: fc.constantFrom(null, 'PLATE'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('report-short' as const),
      opId: fc.constant('op'),
      sku: fc.constantFrom(...SKUS),
      count: fc.constantFrom(null, 1),
      slot: fc.constantFrom(null, 1),
    }),
  },
  { weight: 1, arbitrary: fc.constant(UNDO) },
);

/** Units of an item that a step gave to totes; taken back they count the other way. */
const given = (events: readonly PickEvent[]): number =>
  events.reduce((sum, event) => {
    if (event.type === 'finished') return sum;
    return sum + (event.type === 'moved' ? 1 : -1) * sumOf(event.move.fills, ({ by }) => by);
  }, 0);

describe('a part of a set on a walk', () => {
  it('is marked with the sets of the order whose tote it goes into', () => {
    const names = { ja: 'お茶のセット', en: 'Tea set' };
    const part = { lineId: '1.1', sku: 'MUG', quantity: 2 };
    const sets = [{ lineId: '1', sku: 'SET', quantity: 1, names, parts: [part] }];
    const batch = batchOf({ MUG: [2, 1], TEA: [1] }, { slots: [{ ...slot(1), sets }, slot(2)] });
    const { stops, slots } = shownBatch(batch);
    expect(stops.map(({ slots: totes }) => totes.map((tote) => tote.sets))).toEqual([
      [[names], undefined],
      [undefined],
    ]);
    expect(slots[0]).not.toHaveProperty('sets');
  });
});

describe('whatever is scanned on a walk', () => {
  it('no tote gets more than its parcel needs, every unit goes to exactly one, and a cancelled one gets none', () => {
    fc.assert(
      fc.property(anyBatch, fc.array(anyCommand, { maxLength: 60 }), (start, commands) => {
        let batch = start;
        for (const command of commands) {
          const answer = decidePick(batch, command);
          if (isPickRejection(answer)) continue;
          const next = answer.reduce<PickBatch>(evolvePick, batch);
          const done = (one: PickBatch) => sumOf(one.units, ({ picked, short }) => picked + short);
          if (done(next) - done(batch) !== given(answer)) return false;
          if (command.type === 'pick' && given(answer) !== command.count) return false;
          if (next.units.some((units) => leftOf(units) < 0 || units.picked < 0 || units.short < 0))
            return false;
          const unwanted = new Set(next.slots.filter((one) => !isWanted(one)).map((one) => one.slot));
          if (next.units.some((units) => unwanted.has(units.slot) && units.picked + units.short > 0))
            return false;
          if ((next.status === 'finished') !== (openUnits(next).length === 0)) return false;
          batch = next;
        }
        return true;
      }),
      { numRuns: 500, seed: Number(process.env['OKURU_SEED'] ?? 20_261_127) },
    );
  });

  it('taking everything back leaves the walk as it began', () => {
    fc.assert(
      fc.property(anyBatch, fc.array(anyCommand, { maxLength: 30 }), (start, commands) => {
        const walked = after(start, ...commands.filter(({ type }) => type !== 'undo'));
        if (walked.status === 'finished') return true;
        const back = after(walked, ...walked.moves.map(() => UNDO));
        return JSON.stringify(back.units) === JSON.stringify(start.units);
      }),
      { numRuns: 300, seed: Number(process.env['OKURU_SEED'] ?? 20_261_127) },
    );
  });
});

describe('the walk on paper', () => {
  const items = [
    goods('POT', { shelf: 'B-1', barcodes: ['棚の札', 'BC-POT'] }),
    goods('MUG', { shelf: 'A-10', lookAlikes: [{ sku: 'CUP', name: 'CUP 品' }] }),
    goods('TEA', { shelf: 'A-2' }),
    goods('BOX', { shelf: null }),
  ];
  const batch = batchOf({ POT: [1, 0, 2], MUG: [0, 3], TEA: [2, 1], BOX: [1] }, { items });
  interface List {
    readonly lines: readonly { sku: string; shelf: string; quantity: number; totes: readonly object[] }[];
    readonly totes: readonly { tote: number; orderNumber: string }[];
  }
  const listOf = (of: PickBatch) => pickingListOf(of, '2026-02-02') as List | null;

  it('lists by shelf, with the totes of each item', () => {
    const { lines, totes } = listOf(batch)!;
    expect(lines.map(({ shelf, sku, quantity }) => [shelf, sku, quantity])).toEqual([
      ['A-2', 'TEA', 3],
      ['A-10', 'MUG', 3],
      ['B-1', 'POT', 3],
      ['—', 'BOX', 1],
    ]);
    expect(lines.map((line) => line.totes)).toEqual([
      [
        { tote: 1, quantity: 2 },
        { tote: 2, quantity: 1 },
      ],
      [{ tote: 2, quantity: 3 }],
      [
        { tote: 1, quantity: 1 },
        { tote: 3, quantity: 2 },
      ],
      [{ tote: 1, quantity: 1 }],
    ]);
    expect(lines[1]).toMatchObject({ difference: 'CUP 品 ではない', barcode: 'BC-MUG' });
    expect(lines[2]).toMatchObject({ barcode: 'BC-POT' });
    expect(totes).toEqual([1, 2, 3].map((tote) => ({ tote, orderNumber: `R-${tote}` })));
  });

  it('leaves out what is picked, what was short and what nobody wants any more', () => {
    const partly: PickBatch = {
      ...batch,
      slots: [slot(1), slot(2, 'voided'), { ...slot(3), reference: '注文 3' }],
      units: batch.units.map((unit) =>
        unit.slot === 1
          ? { ...unit, picked: unit.sku === 'TEA' ? 1 : 0, short: unit.sku === 'BOX' ? 1 : 0 }
          : unit,
      ),
    };
    const { lines, totes } = listOf(partly)!;
    expect(lines.map(({ sku, quantity, totes: into }) => [sku, quantity, into.length])).toEqual([
      ['TEA', 1, 1],
      ['POT', 3, 2],
    ]);
    expect(totes).toEqual([
      { tote: 1, orderNumber: 'R-1' },
      { tote: 3, orderNumber: 'o3' },
    ]);
    expect(listOf({ ...batch, status: 'finished' })).toBeNull();
    const all = batch.units.map((unit) => ({ ...unit, picked: unit.quantity }));
    expect(listOf({ ...batch, units: all })).toBeNull();
  });
});
