import { bisect, GroupCommit, TooManyWaiting, type Settled } from './group-commit.js';

/** A group commit whose batches end when the test says so. */
const held = (bounds: Partial<ConstructorParameters<typeof GroupCommit>[1]> = {}) => {
  const clock = { ms: 0 };
  const batches: { items: readonly number[]; end: () => void; fail: (fault: Error) => void }[] = [];
  const group = new GroupCommit<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({
          items,
          end: () => resolve(items.map((item) => ({ answer: `#${item}` }))),
          fail: reject,
        });
      }),
    { batchSizeMax: 3, batchesInFlightMax: 2, itemsMax: 9, itemMsMax: 1_000, ...bounds },
    () => clock.ms,
  );
  return {
    group,
    batches,
    clock,
    turn: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))),
  };
};

describe('a group commit', () => {
  it('settles together what arrives together', async () => {
    const { group, batches, turn } = held();
    const answers = Promise.all([1, 2, 3].map((item) => group.submit(item)));
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1, 2, 3]]);
    batches[0]?.end();
    expect(await answers).toEqual(['#1', '#2', '#3']);
  });

  it('has at most two batches under way; the next one forms meanwhile', async () => {
    const { group, batches, turn } = held();
    const submit = (item: number) => void group.submit(item);
    submit(1);
    await turn();
    submit(2);
    await turn();
    [3, 4, 5, 6].forEach(submit);
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1], [2]]);
    batches[0]?.end();
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1], [2], [3, 4, 5]]);
    batches[1]?.end();
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1], [2], [3, 4, 5], [6]]);
  });

  it('refuses at once what would wait beyond the bound', async () => {
    const { group, turn } = held();
    for (let item = 0; item < 9; item += 1) void group.submit(item);
    await turn();
    await expect(group.submit(10)).rejects.toThrow(TooManyWaiting);
  });

  it('refuses what has waited too long, and whoever comes while the head has; then it goes on', async () => {
    const { group, batches, clock, turn } = held({ batchesInFlightMax: 1 });
    void group.submit(1);
    await turn();
    const late = [group.submit(2), group.submit(3)];
    clock.ms = 900;
    const fresh = group.submit(4);
    clock.ms = 1_001;
    await expect(group.submit(5)).rejects.toThrow(TooManyWaiting);
    batches[0]?.end();
    for (const each of late) await expect(each).rejects.toThrow(TooManyWaiting);
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1], [4]]);
    batches[1]?.end();
    expect(await fresh).toBe('#4');
  });

  it('takes fewer on while they take too long, and more again when they are quick', async () => {
    const { group, batches, clock, turn } = held({ batchSizeMax: 400, batchesInFlightMax: 1, itemsMax: 400 });
    const takenOfMany = async (tookMs: number): Promise<number> => {
      let refused = 0;
      const asked = Array.from({ length: 450 }, (_, item) => group.submit(item).catch(() => (refused += 1)));
      await turn();
      clock.ms += tookMs;
      batches.at(-1)?.end();
      await Promise.all(asked);
      return asked.length - refused;
    };
    const slow = [await takenOfMany(1_500), await takenOfMany(1_500), await takenOfMany(1_500)];
    const quick: number[] = [];
    for (let wave = 0; wave < 12; wave += 1) quick.push(await takenOfMany(90));
    expect(slow[0]).toBe(400);
    expect(slow[2]).toBeLessThan(300);
    expect(quick.at(-1)).toBe(400);
  });

  it('refuses in time what waits behind a batch that does not end', async () => {
    const { group, clock, turn } = held({ batchesInFlightMax: 1, itemMsMax: 20 });
    void group.submit(1);
    await turn();
    const behind = group.submit(2);
    clock.ms = 21;
    await expect(behind).rejects.toThrow(TooManyWaiting);
  });

  it('fails the batch that failed, and goes on', async () => {
    const { group, batches, turn } = held();
    const first = group.submit(1);
    await turn();
    batches[0]?.fail(new Error('no database'));
    await expect(first).rejects.toThrow('no database');
    const second = group.submit(2);
    await turn();
    batches[1]?.end();
    expect(await second).toBe('#2');
  });

  it('never leaves an item without an answer', async () => {
    const group = new GroupCommit<number, string>(async () => [{ answer: 'one' }], {
      batchSizeMax: 9,
      batchesInFlightMax: 1,
      itemsMax: 9,
      itemMsMax: 1_000,
    });
    const [one, two] = await Promise.allSettled([group.submit(1), group.submit(2)]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
  });
});

describe('bisecting', () => {
  const bad = new Error('bad item');
  const storing =
    (faulty: readonly number[], calls: number[] = []) =>
    async (items: readonly number[]): Promise<string[]> => {
      calls.push(items.length);
      if (items.some((item) => faulty.includes(item))) throw bad;
      return items.map((item) => `#${item}`);
    };
  const all = Array.from({ length: 200 }, (_, nth) => nth);
  const faultsOf = (ends: readonly Settled<string>[]) =>
    ends.flatMap((end, nth) => ('fault' in end ? [nth] : []));

  it('leaves the faulty items alone with their faults, in their places', async () => {
    const ends = await bisect(all, storing([0, 77, 199]), () => false);
    expect(faultsOf(ends)).toEqual([0, 77, 199]);
    expect(ends[78]).toEqual({ answer: '#78' });
  });

  it('finds one of 200 in 17 attempts, and all of 200 in at most 399', async () => {
    const [one, every]: number[][] = [[], []];
    await bisect(all, storing([77], one), () => false);
    expect(one!.length).toBeLessThanOrEqual(17);
    expect(faultsOf(await bisect(all, storing(all, every), () => false))).toHaveLength(200);
    expect(every!.length).toBe(399);
  });

  it('does not search for a fault that all share', async () => {
    const calls: number[] = [];
    expect(faultsOf(await bisect(all, storing([1], calls), () => true))).toHaveLength(200);
    expect(calls).toEqual([200]);
  });
});
