import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import { DEFAULT_CHOICE_RULES, type PackagingDemand } from '../choose-packaging/packaging-demand.js';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import type { PlannedOnce } from './reprice.js';
import { WhatIfThread } from './what-if-thread.js';

/** A thread that does what the reference of the first question says. */
const SCRIPT = `
  import { parentPort, workerData } from 'node:worker_threads';
  parentPort.on('message', ([{ reference }]) => {
    if (reference === 'throw') throw new RangeError('no such thing');
    if (reference === 'die') process.exit(1);
    if (reference === 'answer') parentPort.postMessage([workerData.now.packages.version, workerData.then.packages.version]);
  });`;
const scripted = new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);

const tables = (version: string) => ({
  packages: { version, kinds: SEED_PACKAGES },
  carriers: { services: CARRIER_SERVICES, tariffs: sampleTariffs(13) },
  rules: { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES },
});
const demand: PackagingDemand = {
  items: [{ sku: 'A', quantity: 1, size: { lengthMm: 100, widthMm: 100, heightMm: 100 }, weightGrams: 100 }],
  valueYen: 1_000,
  unitValuesYen: { A: 1_000 },
  delivery: { prefecture: 13, mode: 'any', cashOnDelivery: false, shipOn: '2026-02-02' },
};
const asked = (reference: string, question: PackagingDemand | null = demand): PlannedOnce => ({
  ...{ parcelId: 'p', orderId: 'o', reference, question, plannedYen: null },
});

describe('the thread of a what-if', () => {
  const threads: WhatIfThread[] = [];
  const aThread = (file: URL | null = scripted): WhatIfThread => {
    const thread = new WhatIfThread(tables('now'), tables('then'), file);
    threads.push(thread);
    return thread;
  };
  afterAll(() => Promise.all(threads.map((thread) => thread.close())));

  it('knows both tables and answers batch after batch', async () => {
    const thread = aThread();
    for (let batch = 0; batch < 3; batch += 1)
      expect(await thread.answer([asked('answer')])).toEqual(['now', 'then']);
  });

  it.each([
    ['throw', 'no such thing'],
    ['die', 'the thread ended'],
  ])('tells the run when it %ss, and takes nothing after', async (reference, says) => {
    const thread = aThread();
    await expect(thread.answer([asked(reference)])).rejects.toThrow(says);
    await expect(thread.answer([asked('answer')])).rejects.toThrow(says);
  });

  it('lets nobody wait for ever at the end', async () => {
    const thread = aThread();
    const waiting = thread.answer([asked('silent')]);
    await Promise.all([expect(waiting).rejects.toThrow('the run ends'), thread.close()]);
  });

  it('answers in the process where only sources are at hand, the same for the same tables', async () => {
    const [one, none] = await aThread(null).answer([asked('A-1'), asked('A-2', null)]);
    expect(one!.now).toEqual(one!.then);
    expect(one!.now).toHaveLength(1);
    expect(one!.now![0]!.yen).toBeGreaterThan(0);
    expect(none).toMatchObject({ leftToAPerson: true, now: null, then: null });
  });
});
