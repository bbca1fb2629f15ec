import { DeadLetters } from '../../dead-letter/dead-letters.js';
import type { EventLogHarness } from './harness.js';
import { aGroupName, aTopic, eventually } from './listener.js';
import { failAt, hears, keyOf, letters, type ServicesAtWork } from './services-at-work.js';

export const poisonContract = (harness: () => EventLogHarness, services: () => ServicesAtWork): void => {
  describe('poison', () => {
    it('is set aside and parks its key, while other keys and the cursor go on', async () => {
      const { order } = services();
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const group = aGroupName();
      const member = order.member();
      failAt(order, 'a1');
      await hears(member, log, topic, { group });
      await log.append(topic, [...letters('a', 0, 1, 2), ...letters('b', 0), ...letters('a', 3)]);
      await eventually(() => expect(member.figures).toMatchObject({ handled: 2, dead: 1, waiting: 2 }));
      await log.append(topic, [...letters('a', 4), ...letters('b', 1)]);

      await eventually(() => expect(member.figures).toMatchObject({ handled: 3, dead: 1, waiting: 3 }));
      expect(await order.effects(keyOf('a'))).toEqual(['a0']);
      expect(await order.effects(keyOf('b'))).toEqual(['b0', 'b1']);
      expect(
        await order.rows('SELECT "offset"::int AS "offset", state FROM dead_letter ORDER BY id'),
      ).toEqual([
        { offset: 1, state: 'dead' },
        { offset: 2, state: 'waiting' },
        { offset: 4, state: 'waiting' },
        { offset: 5, state: 'waiting' },
      ]);
      await eventually(async () =>
        expect(await log.lag(group, [topic])).toMatchObject([{ nextOffset: 7, endOffset: 7 }]),
      );
    });

    it('is replayed in order with what waits behind it, and then the key is heard at once again', async () => {
      const { order } = services();
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const member = order.member();
      failAt(order, 'a1');
      await hears(member, log, topic);
      await log.append(topic, [...letters('a', 0, 1, 2), ...letters('b', 0), ...letters('a', 3)]);
      await eventually(() => expect(member.figures).toMatchObject({ handled: 2, dead: 1, waiting: 2 }));

      failAt(order);
      const deadLetters = new DeadLetters(order.service.transactions, order.consumer, () => order.handlers());
      const [dead] = await deadLetters.list();
      if (!dead) throw new Error('the poison is the first of the letters set aside');
      expect(await deadLetters.redrive(dead, { by: 'contract' })).toMatchObject({
        events: [{ offset: 1 }, { offset: 2 }, { offset: 4 }],
        remaining: 0,
        unparked: true,
      });
      await log.append(topic, letters('a', 4));

      await eventually(async () =>
        expect(await order.effects(keyOf('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']),
      );
      expect(await deadLetters.list()).toEqual([]);
    });
  });
};
