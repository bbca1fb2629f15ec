import { PRACTICE_GOODS as GOODS } from '@okuru/scan-engine';
import { v7 } from 'uuid';
import { PackingTable } from '../features/pack/packing-table.js';
import type { Fact } from '../features/practice/fact.js';
import { aParcel, skuOf } from '../features/practice/goods.js';
import { PracticeShop } from '../features/practice/practice-shop.js';
import type { Signal, Stop } from '../shared/feedback/told.js';
import { type Call, NoAnswer } from '../shared/http.js';
import type { Parcel } from '../shared/parcels/parcel.js';
import { parcelsOn } from '../shared/parcels/parcels-on.js';
import { stepOf } from '../shared/parcels/gate.js';
import { memoryStore } from '../shared/queue/memory-store.js';
import { SendQueue } from '../shared/queue/send-queue.js';

const PARCEL = 'practice-1';

/** A table over a shop in memory, with what it told, and a network that can be cut. */
const aTable = async (change: Partial<Parcel> = {}) => {
  const facts: Fact[] = [];
  const stopped: Stop[] = [];
  const heard: Signal[] = [];
  const network = { isCut: false };
  const shop = new PracticeShop(
    { parcels: [aParcel(PARCEL, { whiteMug: 2, towel: 1 }, 'en', change)] },
    'en',
    (fact) => facts.push(fact),
  );
  const call: Call = (method, path, body) =>
    network.isCut ? Promise.reject(new NoAnswer()) : shop.call(method, path, body);
  const store = memoryStore();
  const queue = new SendQueue({ store, call, alone: (work) => work() });
  const open = () => {
    const table = new PackingTable(PARCEL, 'staff-1', {
      queue,
      call,
      parcels: parcelsOn({ store, call, queue }),
      stops: {
        raise: (stop) => stopped.push(stop),
        tellMore: (opId, more) => stopped.forEach((stop) => stop.opId === opId && Object.assign(stop, more)),
      },
      signal: (what) => heard.push(what),
      deviceId: () => 'device-1',
      newId: v7,
      now: () => new Date(0),
    });
    table.attend();
    return table;
  };
  const table = open();
  await table.open();
  const scan = (good: keyof typeof GOODS) => table.scan(GOODS[good].code, GOODS[good].code, 'scanner');
  const scanned = () => table.now().parcel?.lines.map((line) => line.scanned);
  return { table, open, scan, scanned, facts, stopped, heard, network, queue };
};

describe('the packing table', () => {
  it('judges a scan before anybody has answered, and stops what has no place in the parcel', async () => {
    const { scan, scanned, table, stopped, heard, facts, queue } = await aTable();
    const mug = scan('whiteMug');
    expect(scanned()).toEqual([1, 0]);
    expect(table.now().said).toMatchObject({ kind: 'taken', isComplete: false, isQueued: false });
    expect(await mug).toEqual({ kind: 'taken' });
    expect(await scan('plate')).toEqual({ kind: 'blocked', reason: 'not-in-this-parcel' });
    await queue.send();
    expect(stopped).toMatchObject([{ reason: 'not-in-this-parcel', scanned: { sku: skuOf('plate') } }]);
    expect(facts.map(({ kind }) => kind)).toEqual(['scanned', 'blocked']);
    expect(heard).toEqual(['ok']);
  });

  it('takes back the last unit, and says where there is none', async () => {
    const { scan, scanned, table } = await aTable();
    table.undo('scanner');
    expect(table.now().said).toEqual({ kind: 'not-done', why: 'nothingToUndo' });
    await scan('whiteMug');
    table.undo('scanner');
    expect(scanned()).toEqual([0, 0]);
  });

  it('keeps on what nobody has heard yet, and asks nothing of the server before it has', async () => {
    const { scan, scanned, table, network, queue, open } = await aTable();
    network.isCut = true;
    await scan('whiteMug');
    await queue.send();
    await scan('whiteMug');
    expect(table.now().said).toMatchObject({ kind: 'taken', isQueued: true });
    expect(await table.ask('weight', { grams: 780 })).toEqual({ kind: 'unanswered' });
    expect((await open().open()).lines.map((line) => line.scanned)).toEqual([2, 0]);
    network.isCut = false;
    await queue.send();
    await scan('towel');
    expect(await table.ask('weight', { grams: 780 })).toEqual({ kind: 'taken' });
    expect(scanned()).toEqual([2, 1]);
  });

  it('is put aside with a reason and taken up by whoever opens it again', async () => {
    const { table, open, queue } = await aTable();
    table.hold('no-package', 'manual');
    await queue.send();
    const again = open();
    await again.open();
    expect(again.now()).toMatchObject({
      parcel: { heldReason: null },
      said: { kind: 'taken-up', reason: 'no-package' },
    });
  });

  it('ticks what goes in beside the goods without a network too, once, and takes it back in its turn', async () => {
    const card = { code: 'CARD', names: { ja: 'カード' }, barcode: '4900000000900', tick: null };
    const { scan, table, network, queue, heard, stopped } = await aTable({ enclosures: [card] });
    const ticked = () => table.now().parcel?.enclosures?.map(({ tick }) => tick);
    for (const good of ['whiteMug', 'whiteMug', 'towel'] as const) await scan(good);
    expect([table.now().said, stepOf(table.now().parcel!)]).toMatchObject([
      { isComplete: false },
      'enclosures',
    ]);
    network.isCut = true;
    await queue.send();
    await table.scan('4900000000900', '4900000000900', 'scanner');
    expect([ticked(), table.now().said]).toMatchObject([[4], { kind: 'enclosed', isComplete: true }]);
    await table.scan('^L:PUT-CARD', '^L:PUT-CARD', 'manual');
    expect(stopped).toMatchObject([{ reason: 'already-complete', scanned: { sku: 'CARD' } }]);
    table.undo('manual');
    expect([ticked(), table.now().said]).toMatchObject([[null], { kind: 'taken-out' }]);
    await table.scan('^L:PUT-CARD', '^L:PUT-CARD', 'manual');
    network.isCut = false;
    await queue.send();
    expect([queue.now().waiting, queue.now().refused, stepOf(await table.open())]).toEqual([0, [], 'weight']);
    expect([ticked(), heard.at(-1)]).toEqual([[4], 'queued']);
  });

  it('closes by its own waybill alone', async () => {
    const { scan, table, stopped } = await aTable();
    for (const good of ['whiteMug', 'whiteMug', 'towel'] as const) await scan(good);
    await table.ask('weight', { grams: 780 });
    await table.ask('label', {});
    expect(await table.scanWaybill('PRACTICE-W2', 'PRACTICE-W2', 'scanner')).toEqual({
      kind: 'blocked',
      reason: 'wrong-waybill',
    });
    expect(await table.scanWaybill('PRACTICE-W1', 'PRACTICE-W1', 'scanner')).toEqual({ kind: 'taken' });
    expect(table.now().parcel?.status).toBe('closed');
    expect(stopped.map(({ reason }) => reason)).toEqual(['wrong-waybill']);
  });

  it('stops at scales that say another weight, and takes it with a reason', async () => {
    const { scan, table, stopped } = await aTable();
    for (const good of ['whiteMug', 'whiteMug', 'towel'] as const) await scan(good);
    expect(await table.ask('weight', { grams: 900 })).toEqual({ kind: 'blocked', reason: 'wrong-weight' });
    expect(table.now().stoppedGrams).toBe(900);
    expect(stopped).toMatchObject([{ weight: { grams: 900, expectedGrams: 780 } }]);
    await table.ask('weight', { grams: 900, acceptedBecause: 'more-filler' });
    expect(table.now()).toMatchObject({ stoppedGrams: undefined, parcel: { weightGrams: 900 } });
  });
});
