import type { EventLogHarness } from './harness.js';
import { aTopic, eventually, Listener, pause, records } from './listener.js';

export const redeliveryContract = (harness: () => EventLogHarness): void => {
  describe('redelivery', () => {
    it('delivers a batch that threw again, from its first record, and skips none', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 30));
      let throwsLeft = 3;
      const listener = new Listener(({ records: [first] }) => {
        if (first && first.offset >= 10 && throwsLeft > 0) {
          throwsLeft -= 1;
          throw new Error('the database is away');
        }
      });
      await listener.join(log, topic, { batchSizeMax: 10 });

      await eventually(() => expect(listener.values()).toEqual(Array.from({ length: 30 }, (_, at) => at)));
      expect(listener.batches.filter((batch) => batch.records[0]?.offset === 10)).toHaveLength(4);
      expect(listener.faults.map(String)).toEqual(Array(3).fill('Error: the database is away'));
    });

    it('waits between deliveries of a batch that keeps throwing', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 1));
      const times: number[] = [];
      const listener = new Listener(() => {
        times.push(performance.now());
        throw new Error('never');
      });
      await listener.join(log, topic);

      await eventually(() => expect(times.length).toBeGreaterThanOrEqual(4));
      const waits = times.slice(1).map((time, at) => time - (times[at] ?? 0));
      expect(Math.min(...waits)).toBeGreaterThan(10);
    });

    it('does not hold up the other partitions of the member that throws', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 2);
      const keys = Array.from({ length: 10 }, (_, at) => `order:${at}`);
      const listener = new Listener(({ partition }) => {
        if (partition === 0) throw new Error('partition 0 is ill');
      });
      await listener.join(log, topic, { batchSizeMax: 5 });
      for (let round = 0; round < 5; round += 1) {
        await log.append(topic, records(keys, 20, round * 20));
        await pause(20);
      }

      await eventually(async () => {
        const wellDone = listener.handled.filter(({ partition }) => partition === 1);
        expect(wellDone.length).toBeGreaterThan(0);
        expect(wellDone).toHaveLength(await endOf(1));
      });
      expect(listener.handled.filter(({ partition }) => partition === 0)).toEqual([]);

      async function endOf(partition: number): Promise<number> {
        const probe = new Listener();
        const group = `probe-${topic}`;
        const running = await probe.join(log, topic, { group, startFrom: 'end' });
        await running.close();
        return (await log.lag(group, [topic])).find((lag) => lag.partition === partition)?.endOffset ?? -1;
      }
    });

    it('does not hold up a group because another group on the topic always fails', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 2);
      const ill = new Listener(() => {
        throw new Error('always');
      });
      const well = new Listener();
      await ill.join(log, topic);
      await well.join(log, topic);
      await log.append(topic, records(['order:1', 'order:2', 'order:3'], 300));

      await eventually(() => expect(well.handled).toHaveLength(300));
      expect(ill.handled).toEqual([]);
      await eventually(() => expect(ill.faults.length).toBeGreaterThan(0));
    });
  });
};
