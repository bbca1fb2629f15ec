import type { EventLogHarness } from './harness.js';
import { aGroupName, aTopic, eventually, Listener, pause, records } from './listener.js';

export const retentionContract = (harness: () => EventLogHarness): void => {
  describe('retention', () => {
    it('never passes the slowest registered group, and names it; or is the broker’s own and drops nothing', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 10));
      const [slow, fast] = [aGroupName(), aGroupName()];
      const slowMember = await new Listener(({ records: [first] }) => {
        if (first && first.offset >= 4) throw new Error('slow');
      }).join(log, topic, { group: slow, batchSizeMax: 2 });
      await new Listener().join(log, topic, { group: fast });
      await eventually(async () => {
        expect(await log.lag(slow, [topic])).toMatchObject([{ nextOffset: 4 }]);
        expect(await log.lag(fast, [topic])).toMatchObject([{ nextOffset: 10 }]);
      });
      await pause(50);

      if (harness().retention === 'the broker decides') {
        expect(await log.retain(1)).toEqual({ dropped: 0, heldBackBy: [] });
        return;
      }
      expect(await log.retain(60_000)).toMatchObject({ dropped: 0 });
      const { dropped, heldBackBy } = await log.retain(1);
      expect(dropped).toBeGreaterThanOrEqual(4);
      expect(heldBackBy).toContain(slow);
      expect(heldBackBy).not.toContain(fast);

      await slowMember.close();
      const successor = new Listener();
      await successor.join(log, topic, { group: slow });
      await eventually(() =>
        expect(successor.handled.map(({ offset }) => offset)).toEqual([4, 5, 6, 7, 8, 9]),
      );
      await eventually(async () => expect(await log.lag(slow, [topic])).toMatchObject([{ nextOffset: 10 }]));
      expect((await log.retain(1)).dropped).toBeGreaterThanOrEqual(6);
      expect((await log.retain(1)).heldBackBy).not.toContain(slow);

      const newcomer = new Listener();
      await newcomer.join(log, topic);
      await log.append(topic, records(['order:1'], 1, 10));
      await eventually(() => expect(newcomer.handled.map(({ offset }) => offset)).toEqual([10]));
    });
  });
};
