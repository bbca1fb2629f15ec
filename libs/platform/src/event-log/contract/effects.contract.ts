import { topicOf } from '@okuru/contracts';
import { TryAgainError } from '../../database/transient.js';
import { Relay } from '../../outbox/relay.js';
import type { HearingService } from '../../testing/hearing-service.js';
import { slowPublisher } from '../../testing/slow-publisher.js';
import { aLetter } from '../../testing/some-facts.js';
import { PrefixedEventLog } from '../prefixed-event-log.js';
import type { EventLogHarness } from './harness.js';
import { aGroupName, aTopic, aTopicName, eventually, pause } from './listener.js';
import { failAt, hears, keyOf, letters, type ServicesAtWork, upTo } from './services-at-work.js';

const PARTITIONS = 4;
const ORDERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const ROUNDS = 30;

export const effectsContract = (harness: () => EventLogHarness, services: () => ServicesAtWork): void => {
  describe('effects', () => {
    it('come once from an event that its producer sent several times', async () => {
      const { order } = services();
      const { log } = await harness().open();
      const again = await harness().open();
      const topic = await aTopic(log);
      const member = order.member();
      await hears(member, log, topic);
      const sent = letters('a', 0, 1);
      await log.append(topic, [...sent, ...sent.slice(0, 1)]);
      await eventually(() => expect(member.figures).toMatchObject({ handled: 2, duplicates: 1 }));
      await again.log.append(topic, [...sent, ...letters('a', 2)]);

      await eventually(() => expect(member.figures).toMatchObject({ handled: 3, duplicates: 3 }));
      expect(await order.effects()).toEqual(['a0', 'a1', 'a2']);
    });

    it('come once and in order per key while a member joins and another leaves', async () => {
      const { order } = services();
      const one = await harness().open();
      const two = await harness().open();
      const topic = await aTopic(one.log, PARTITIONS);
      const group = aGroupName();
      const sharing = { group, batchSizeMax: 5 };
      const first = await hears(order.member(), one.log, topic, sharing);

      const writing = (async () => {
        for (const round of upTo(ROUNDS)) {
          await one.log.append(
            topic,
            ORDERS.flatMap((key) => letters(key, round)),
          );
          await pause(20);
        }
      })();
      const second = await hears(order.member(), two.log, topic, sharing);
      await eventually(() => expect(second.assigned().length).toBeGreaterThan(0));
      await first.close();
      await writing;

      await eventually(async () =>
        expect((await order.effects()).length).toBeGreaterThanOrEqual(ORDERS.length * ROUNDS),
      );
      for (const key of ORDERS)
        expect(await order.effects(keyOf(key))).toEqual(upTo(ROUNDS).map((nth) => `${key}${nth}`));
    });

    it('come in one service while another fails at the same event, for a while or for good', async () => {
      const { order, shipping } = services();
      const { log } = await harness().open();
      const topic = await aTopic(log);
      order.before = () => {
        throw new TryAgainError('the database of the order service is away');
      };
      await hears(order.member(), log, topic);
      await hears(shipping.member(), log, topic);
      await log.append(topic, letters('a', 0, 1, 2));
      await eventually(async () => expect(await shipping.effects()).toEqual(['a0', 'a1', 'a2']));
      expect(await order.effects()).toEqual([]);

      failAt(order, 'a1');
      await eventually(async () => expect(await statesIn(order)).toEqual(['dead', 'waiting']));
      await log.append(topic, letters('b', 0));
      await eventually(async () => expect(await order.effects()).toEqual(['a0', 'b0']));
      await eventually(async () => expect(await shipping.effects()).toEqual(['a0', 'a1', 'a2', 'b0']));
      expect(await statesIn(shipping)).toEqual([]);
    });

    it('come of a fact whose transaction took the lower place in the outbox and committed later', async () => {
      const { order, notification, url } = services();
      const { log } = await harness().open();
      const shop = new PrefixedEventLog(log, aTopicName());
      const topic = topicOf('notification');
      await shop.ensureTopic(topic, PARTITIONS);
      await hears(order.member(), shop, topic);
      const relay = new Relay({
        service: 'notification',
        dataSource: notification.dataSource,
        eventLog: shop,
      });
      relay.start();
      try {
        const slow = await slowPublisher(url, aLetter('slow', 'lower place, later commit'));
        await notification.unitOfWork.run(async (tx) => tx.publish(aLetter('fast', 'higher place')));
        await eventually(async () => expect(await order.effects()).toEqual(['higher place']));
        await slow.commit();

        await eventually(async () =>
          expect(await order.effects()).toEqual(['higher place', 'lower place, later commit']),
        );
      } finally {
        await relay.stop();
      }
    });
  });
};

const statesIn = async (service: HearingService): Promise<string[]> => {
  const letters = await service.rows<{ state: string }>('SELECT state FROM dead_letter ORDER BY id');
  return letters.map(({ state }) => state);
};
