import type { EventLogHarness } from './harness.js';
import { aGate, aGroupName, aTopic, eventually, Listener, pause, records } from './listener.js';

export const figuresContract = (harness: () => EventLogHarness): void => {
  describe('lag', () => {
    it('tells the next offset of the group and of the log, per partition', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 10));
      const group = aGroupName();
      const listener = new Listener(({ records: [first] }) => {
        if (first && first.offset >= 4) throw new Error('no further');
      });
      await listener.join(log, topic, { group, batchSizeMax: 2 });

      await eventually(async () => {
        expect(await log.lag(group, [topic])).toEqual([
          { topic, partition: 0, nextOffset: 4, endOffset: 10, begun: true },
        ]);
      });
    });

    it('covers every partition of a group that has handled nothing yet', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 3);
      await log.append(topic, records(['order:1'], 4));
      const [fresh, late] = [aGroupName(), aGroupName()];
      await new Listener(() => Promise.reject(new Error('not yet'))).join(log, topic, { group: fresh });
      await new Listener().join(log, topic, { group: late, startFrom: 'end' });

      const behind = (lags: readonly { nextOffset: number; endOffset: number }[]): number =>
        lags.reduce((sum, { nextOffset, endOffset }) => sum + endOffset - nextOffset, 0);
      await eventually(async () => {
        const lags = await log.lag(fresh, [topic]);
        expect(lags.map(({ partition }) => partition)).toEqual([0, 1, 2]);
        expect(behind(lags)).toBe(4);
        expect(behind(await log.lag(late, [topic]))).toBe(0);
      });
    });

    it('of a group that never began is everything there is, and gone once it has begun and heard', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 2);
      await log.append(topic, records(['order:1', 'order:2', 'order:3'], 6));
      const group = aGroupName();
      const lags = await log.lag(group, [topic, 'nobody-made-this']);
      expect(lags.map(({ partition, nextOffset, begun }) => [partition, nextOffset, begun])).toEqual([
        [0, 0, false],
        [1, 0, false],
      ]);
      expect(lags.reduce((sum, { endOffset }) => sum + endOffset, 0)).toBe(6);
      await new Listener().join(log, topic, { group });
      await eventually(async () =>
        expect(
          (await log.lag(group, [topic])).every(
            ({ nextOffset, endOffset, begun }) => begun && nextOffset === endOffset,
          ),
        ).toBe(true),
      );
    });
  });

  describe('a running subscription', () => {
    it('says when it last asked, and shows a batch that does not end', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const gate = aGate();
      const member = await new Listener(() => gate.opened).join(log, topic);
      await pause(700);
      await eventually(() => expect(member.msSinceLastPoll()).toBeLessThan(600));
      await log.append(topic, records(['order:1'], 1));
      await eventually(() => expect(member.msSinceLastPoll()).toBeGreaterThan(900));
      gate.open();
      await eventually(() => expect(member.msSinceLastPoll()).toBeLessThan(600));
    });

    it('waits on closing for the batch in hand, keeps its result, and takes no other', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 10));
      const group = aGroupName();
      const gate = aGate();
      const listener = new Listener(() => gate.opened);
      const member = await listener.join(log, topic, { group, batchSizeMax: 4 });
      await eventually(() => expect(listener.batches).toHaveLength(1));

      let closed = false;
      const closing = member.close().then(() => {
        closed = true;
      });
      await eventually(() => expect(listener.batches[0]?.signal.aborted).toBe(true));
      await pause(200);
      expect(closed).toBe(false);
      gate.open();
      await closing;

      expect(listener.values()).toEqual([0, 1, 2, 3]);
      expect(await log.lag(group, [topic])).toMatchObject([{ nextOffset: 4 }]);
      const successor = new Listener();
      await successor.join(log, topic, { group });
      await eventually(() => expect(successor.values()).toEqual([4, 5, 6, 7, 8, 9]));
      expect(listener.batches).toHaveLength(1);
    });

    it('closes with its log, as often as asked', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const member = await new Listener().join(log, topic);
      await log.close();
      await member.close();
      await log.close();
      expect(member.assigned()).toEqual([]);
    });
  });
};
