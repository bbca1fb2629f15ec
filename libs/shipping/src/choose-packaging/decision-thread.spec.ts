import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import { TryAgainError } from '@okuru/platform';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import type { ChoiceTables } from './choice-tables.js';
import { DecisionThread } from './decision-thread.js';
import { DEFAULT_CHOICE_RULES, type PackagingDemand } from './packaging-demand.js';
import { decideFrom, type RecordedDecision } from './recorded-decision.js';

/** A thread that does what the quantity says: 1 answers, 2 throws, 3 dies, 4 never answers. */
const SCRIPT = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, demand: { items: [{ sku, quantity }] }, tables }) => {
    if (quantity === 1) parentPort.postMessage({ id, answer: { faults: [sku, tables ? 'tables came' : 'no tables'] } });
    if (quantity === 2) parentPort.postMessage({ id, fault: 'RangeError: ' + sku });
    if (quantity === 3) process.exit(1);
  });`;

class ScriptedThread extends DecisionThread {
  protected override workerFile(): URL {
    return new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);
  }
}

const tables: ChoiceTables = {
  packages: { version: 'packages-1', kinds: SEED_PACKAGES },
  carriers: { services: CARRIER_SERVICES, tariffs: sampleTariffs(13) },
  rules: { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES },
};
const demandOf = (sku: string, quantity: number): PackagingDemand => ({
  items: [{ sku, quantity, size: { lengthMm: 100, widthMm: 100, heightMm: 100 }, weightGrams: 100 }],
  valueYen: 1_000,
  unitValuesYen: { [sku]: 1_000 },
  delivery: { prefecture: 13, mode: 'any', cashOnDelivery: false, shipOn: '2026-02-02' },
});
const decides = (
  thread: DecisionThread,
  sku: string,
  quantity: number,
  over: Partial<ChoiceTables> = {},
): Promise<RecordedDecision> => thread.decide(demandOf(sku, quantity), { ...tables, ...over });

describe('the decision thread', () => {
  let thread: DecisionThread;
  beforeEach(() => {
    thread = new ScriptedThread();
  });
  afterEach(() => thread.onModuleDestroy());

  it('gives each its own answer', async () => {
    const answers = await Promise.all(['A', 'B', 'C'].map((sku) => decides(thread, sku, 1)));
    expect(answers.map(({ faults }) => faults[0])).toEqual(['A', 'B', 'C']);
  });

  it('sends the tables once, and again when one of them is another', async () => {
    const toldWith = async (over?: Partial<ChoiceTables>) => (await decides(thread, 'A', 1, over)).faults[1];
    const told = [await toldWith(), await toldWith(), await toldWith({ rules: { ...tables.rules } })];
    expect(told).toEqual(['tables came', 'no tables', 'tables came']);
  });

  it('sends of the tables what a thread can take: the planner adds functions to them', async () => {
    const planners = { ...tables, decide: decideFrom };
    expect((await thread.decide(demandOf('A', 1), planners)).faults).toEqual(['A', 'tables came']);
  });

  it('keeps no place for a question that cannot be sent, nor takes its tables for sent', async () => {
    const unsendable = { ...demandOf('A', 1), surprise: () => undefined };
    for (let times = 0; times < 70; times += 1)
      await expect(thread.decide(unsendable, tables)).rejects.toThrow('could not be cloned');
    expect((await decides(thread, 'B', 1)).faults).toEqual(['B', 'tables came']);
  });

  it('tells a fault to the one who asked', async () => {
    const [faulty, good] = await Promise.allSettled([decides(thread, 'A', 2), decides(thread, 'B', 1)]);
    expect(faulty).toMatchObject({ status: 'rejected', reason: { message: 'RangeError: A' } });
    expect(good.status).toBe('fulfilled');
  });

  it('starts anew after it died', async () => {
    await expect(decides(thread, 'A', 3)).rejects.toThrow('the packing thread ended');
    expect((await decides(thread, 'B', 1)).faults).toEqual(['B', 'tables came']);
  });

  it('takes no more than may wait, and lets nobody wait for ever at the end', async () => {
    const waiting = Array.from({ length: 64 }, () => decides(thread, 'A', 4));
    await expect(decides(thread, 'B', 1)).rejects.toBeInstanceOf(TryAgainError);
    const ended = Promise.allSettled(waiting);
    await thread.onModuleDestroy();
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('decides in the process where only sources are at hand', async () => {
    const inProcess = new DecisionThread();
    expect(await decides(inProcess, 'A', 3)).toEqual(decideFrom(demandOf('A', 3), tables));
  });
});
