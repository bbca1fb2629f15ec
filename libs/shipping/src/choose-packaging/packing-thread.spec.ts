import { DEFAULT_PACK_RULES, type PackItem } from '@okuru/packing';
import { TryAgainError } from '@okuru/platform';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import { packVerified, type VerifiedPackings } from './pack-verified.js';
import { PackingThread } from './packing-thread.js';

/** A thread that does what the quantity says: 1 answers, 2 throws, 3 dies, 4 never answers. */
const SCRIPT = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, asked: [[{ sku, quantity }]] }) => {
    if (quantity === 1) parentPort.postMessage({ id, answer: { ways: [], refusals: [], unpackable: [sku], faults: [] } });
    if (quantity === 2) parentPort.postMessage({ id, fault: 'RangeError: ' + sku });
    if (quantity === 3) process.exit(1);
  });`;

class ScriptedThread extends PackingThread {
  protected override workerFile(): URL {
    return new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);
  }
}

const item = (sku: string, quantity: number): PackItem => ({
  sku,
  quantity,
  size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
  weightGrams: 100,
});
const packs = (thread: PackingThread, sku: string, quantity: number): Promise<VerifiedPackings> =>
  thread.pack([item(sku, quantity)], SEED_PACKAGES, DEFAULT_PACK_RULES);

describe('the packing thread', () => {
  let thread: PackingThread;
  beforeEach(() => {
    thread = new ScriptedThread();
  });
  afterEach(() => thread.onModuleDestroy());

  it('gives each its own answer', async () => {
    const answers = await Promise.all(['A', 'B', 'C'].map((sku) => packs(thread, sku, 1)));
    expect(answers.map(({ unpackable }) => unpackable)).toEqual([['A'], ['B'], ['C']]);
  });

  it('tells a fault to the one who asked', async () => {
    const [faulty, good] = await Promise.allSettled([packs(thread, 'A', 2), packs(thread, 'B', 1)]);
    expect(faulty).toMatchObject({ status: 'rejected', reason: { message: 'RangeError: A' } });
    expect(good.status).toBe('fulfilled');
  });

  it('starts anew after it died', async () => {
    await expect(packs(thread, 'A', 3)).rejects.toThrow('the packing thread ended');
    expect((await packs(thread, 'B', 1)).unpackable).toEqual(['B']);
  });

  it('takes no more than may wait, and lets nobody wait for ever at the end', async () => {
    const waiting = Array.from({ length: 64 }, () => packs(thread, 'A', 4));
    await expect(packs(thread, 'B', 1)).rejects.toBeInstanceOf(TryAgainError);
    const ended = Promise.allSettled(waiting);
    await thread.onModuleDestroy();
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('packs in the process where only sources are at hand', async () => {
    const inProcess = new PackingThread();
    expect(await packs(inProcess, 'A', 3)).toEqual(
      packVerified([item('A', 3)], SEED_PACKAGES, DEFAULT_PACK_RULES),
    );
  });
});
