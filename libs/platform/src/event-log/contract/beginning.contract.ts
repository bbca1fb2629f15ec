import { PartitionCountMismatchError, UnknownTopicError } from '../event-log.errors.js';
import type { EventLogHarness } from './harness.js';
import { aGroupName, aTopic, aTopicName, eventually, Listener, pause, records } from './listener.js';

export const beginningContract = (harness: () => EventLogHarness): void => {
  describe('where a group begins', () => {
    it('is the first record there is, when it starts from the beginning', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 2);
      await log.append(topic, records(['order:1', 'order:2', 'order:3'], 12));
      const listener = new Listener();
      await listener.join(log, topic, { startFrom: 'beginning' });

      await eventually(() => expect(listener.handled).toHaveLength(12));
    });

    it('is the next record appended, when it starts from the end', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 3));
      const listener = new Listener();
      await listener.join(log, topic, { startFrom: 'end' });
      await log.append(topic, records(['order:1'], 2, 3));

      await eventually(() => expect(listener.values()).toEqual([3, 4]));
    });

    it('is settled by subscribing: what comes while nobody listens is delivered later, from either start', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 3));
      const group = aGroupName();
      const before = await new Listener().join(log, topic, { group, startFrom: 'end' });
      await before.close();
      await log.append(topic, records(['order:1'], 2, 3));

      const listener = new Listener();
      await listener.join(log, topic, { group, startFrom: 'end' });
      await eventually(() => expect(listener.values()).toEqual([3, 4]));
    });

    it('is at true offsets again after a topic was deleted and created anew', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const listener = new Listener();
      await log.append(topic, records(['order:1'], 5));
      await listener.join(log, topic);
      await eventually(() => expect(listener.handled.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4]));

      await harness().recreateTopic(topic, 1);
      const writer = await harness().open();
      await writer.log.append(topic, records(['order:1'], 2, 5));

      await eventually(() => expect(listener.values()).toEqual([0, 1, 2, 3, 4, 5, 6]), 60_000);
      expect(listener.handled.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 0, 1]);
    });
  });

  describe('topics', () => {
    it('are created once, by however many processes boot at the same time', async () => {
      const processes = await Promise.all([harness().open(), harness().open(), harness().open()]);
      const topic = aTopicName();
      await Promise.all(processes.map(({ log }) => log.ensureTopic(topic, 2)));
      await expect(processes[0]?.log.ensureTopic(topic, 2)).resolves.toBeUndefined();
    });

    it('refuse another partition count', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 2);
      await expect(log.ensureTopic(topic, 3)).rejects.toThrow(PartitionCountMismatchError);
      await expect(log.ensureTopic(topic, 1)).rejects.toThrow(/has 2 partitions, 1 were asked for/);
    });

    it('must exist before anyone appends or subscribes', async () => {
      const { log } = await harness().open();
      await expect(log.append(aTopicName(), records(['order:1'], 1))).rejects.toThrow(UnknownTopicError);
      await expect(new Listener().join(log, aTopicName())).rejects.toThrow(UnknownTopicError);
    });

    it('take an append of nothing', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, []);
      await pause(1);
    });
  });
};
