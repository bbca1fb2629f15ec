import { partitionOf } from '../murmur2.js';
import type { EventLogHarness } from './harness.js';
import { aTopic, eventually, Listener, records } from './listener.js';

export const orderContract = (harness: () => EventLogHarness): void => {
  describe('order', () => {
    it('keeps the order per key across many appends and batches', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 4);
      const keys = ['order:1', 'order:2', 'order:3', 'item:a', 'item:b', 'po:1', 'po:2'];
      const listener = new Listener();
      await listener.join(log, topic, { batchSizeMax: 7 });

      const rounds = 20;
      const perRound = keys.length * 5;
      for (let round = 0; round < rounds; round += 1) {
        await log.append(topic, records(keys, perRound, round * perRound));
      }

      await eventually(() => expect(listener.handled).toHaveLength(rounds * perRound));
      for (const key of keys)
        expect(listener.values(key)).toEqual(Array.from({ length: rounds * 5 }, (_, at) => at));
    });

    it('numbers each partition densely from 0 and puts a key where Kafka would', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log, 3);
      const keys = Array.from({ length: 20 }, (_, at) => `order:${at}`);
      const listener = new Listener();
      await log.append(topic, records(keys, 30));
      await listener.join(log, topic, { batchSizeMax: 4 });
      await log.append(topic, records(keys, 30, 30));

      await eventually(() => expect(listener.handled).toHaveLength(60));
      for (const partition of [0, 1, 2]) {
        const offsets = listener.handled
          .filter((record) => record.partition === partition)
          .map(({ offset }) => offset);
        expect(offsets).toEqual(offsets.map((_, at) => at));
      }
      for (const { key, partition } of listener.handled) expect(partition).toBe(partitionOf(key, 3));
    });

    it('hands over batches that are never empty, never larger than asked, and know the end', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      await log.append(topic, records(['order:1'], 25));
      const listener = new Listener();
      await listener.join(log, topic, { batchSizeMax: 10 });

      await eventually(() => expect(listener.handled).toHaveLength(25));
      expect(Math.max(...listener.batches.map((batch) => batch.records.length))).toBeLessThanOrEqual(10);
      expect(Math.min(...listener.batches.map((batch) => batch.records.length))).toBeGreaterThan(0);
      expect(listener.batches.map(({ highWatermark }) => highWatermark)).toEqual(
        listener.batches.map(() => 25),
      );
    });

    it('carries headers and text of every script unchanged', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const value = JSON.stringify({
        name: '髙﨑 𠮷野家 🎁👨‍👩‍👧',
        nul: '\u0000',
        quote: '"\\\'',
        lone: '\ud800',
      });
      const headers = {
        ce_type: 'okuru.order.placed',
        traceparent: '00-ab-cd-01',
        'x-城': '﨑 "quoted" \\ 🎁',
        empty: '',
      };
      await log.append(topic, [{ key: 'order:髙🎁', headers, value }]);
      const listener = new Listener();
      await listener.join(log, topic);

      await eventually(() => expect(listener.handled).toHaveLength(1));
      expect(listener.handled[0]).toMatchObject({ key: 'order:髙🎁', headers, value, offset: 0 });
    });

    it('shows no reader a gap when appends overlap and the lower place becomes durable last', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const listener = new Listener();
      await listener.join(log, topic);
      const [first, second] = records(['order:1', 'order:2'], 2);
      if (!first || !second) throw new Error('two records were asked for');

      await harness().appendOverlapping(topic, first, second, async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      await log.append(topic, records(['order:3'], 1));

      await eventually(() => expect(listener.handled).toHaveLength(3));
      expect(listener.handled.map(({ offset }) => offset)).toEqual([0, 1, 2]);
      expect(new Set(listener.handled.map(({ key }) => key))).toEqual(
        new Set(['order:1', 'order:2', 'order:3']),
      );
    });

    it('loses nothing when many append at once', async () => {
      const { log } = await harness().open();
      const other = await harness().open();
      const topic = await aTopic(log, 3);
      const listener = new Listener();
      await listener.join(log, topic);

      const writers = Array.from({ length: 8 }, (_, writer) => `order:${writer}`);
      await Promise.all(
        writers.map(async (key, writer) => {
          const by = writer % 2 === 0 ? log : other.log;
          for (let round = 0; round < 10; round += 1)
            await by.append(topic, records([key, `item:${writer}`], 10, round * 10));
        }),
      );

      await eventually(() => expect(listener.handled).toHaveLength(writers.length * 100));
      for (const key of writers)
        expect(listener.values(key)).toEqual(Array.from({ length: 50 }, (_, at) => at));
    });
  });
};
