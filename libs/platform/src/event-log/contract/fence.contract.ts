import { moveFence } from '../../inbox/fence.js';
import type { BatchConsumer } from '../../listening/batch-consumer.js';
import type { HaltReason } from '../../listening/halt.js';
import type { EventLogHarness } from './harness.js';
import { aGate, aGroupName, aTopic, eventually, Listener, pause } from './listener.js';
import { hears, letters, type ServicesAtWork, upTo } from './services-at-work.js';

/** Until a log has noticed that the group stands where there is nothing any more. */
const NOTICED_MS_MAX = 45_000;
/** The log offers the same batch several times within it. */
const STANDSTILL_MS = 500;

export const fenceContract = (harness: () => EventLogHarness, services: () => ServicesAtWork): void => {
  const standsStill = async (member: BatchConsumer, topic: string, reason: HaltReason): Promise<void> => {
    const alarm = expect.objectContaining({ topic, partition: 0, reason });
    await eventually(() => expect(member.alarms.standing()).toEqual([alarm]), NOTICED_MS_MAX);
    const before = await services().order.effects();
    await pause(STANDSTILL_MS);
    expect(await services().order.effects()).toEqual(before);
    expect(member.alarms.standing()).toEqual([alarm]);
  };
  /** An operator has looked into the alarm. */
  const goOn = async (topic: string, nextOffset?: number): Promise<void> => {
    const { service, consumer } = services().order;
    await service.unitOfWork.run((tx) => moveFence(tx.query, { consumer, topic, partition: 0 }, nextOffset));
  };

  describe('the fence of a service', () => {
    it('stops a member that slept through its replacement and wakes up with its batch in hand', async () => {
      const { order } = services();
      const asleep = await harness().open();
      const awake = await harness().open();
      const topic = await aTopic(awake.log);
      const group = aGroupName();
      const [zombie, heir] = [order.member(), order.member()];
      const gate = aGate();
      const late = new Listener(async (batch) => {
        await gate.opened;
        // Woken before any news reached it: as far as it knows, the partition is still its own.
        await zombie.onBatch({ ...batch, signal: new AbortController().signal });
      });
      await late.join(asleep.log, topic, { group });
      await awake.log.append(topic, letters('a', 0, 1, 2));
      await eventually(() => expect(late.batches).toHaveLength(1));

      asleep.freeze();
      await hears(heir, awake.log, topic, { group });
      await eventually(() => expect(heir.figures.handled).toBe(3), harness().handoverMsMax);
      gate.open();

      await eventually(() => expect(zombie.figures).toMatchObject({ handled: 0, duplicates: 3, fenced: 1 }));
      expect(await order.effects()).toEqual(['a0', 'a1', 'a2']);
      asleep.thaw();
    });

    it('stops and alarms when the topic was created again, until somebody decides', async () => {
      const { order } = services();
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const member = order.member();
      await log.append(topic, letters('a', ...upTo(5)));
      await hears(member, log, topic);
      await eventually(() => expect(member.figures.handled).toBe(5));

      await harness().recreateTopic(topic, 1);
      const writer = await harness().open();
      await writer.log.append(topic, letters('b', ...upTo(3)));
      await standsStill(member, topic, 'topic-recreated');
      expect(await order.effects()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);

      await goOn(topic);
      await eventually(async () =>
        expect(await order.effects()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2']),
      );
      await eventually(() => expect(member.alarms.standing()).toEqual([]));
    });

    it('stops and alarms when the first available offset lies above it: nothing is skipped in silence', async () => {
      const { order } = services();
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const group = aGroupName();
      const early = order.member();
      await log.append(topic, letters('a', ...upTo(4)));
      const running = await hears(early, log, topic, { group });
      await eventually(() => expect(early.figures.handled).toBe(4));
      await running.close();
      await log.append(topic, letters('a', 4, 5, 6, 7, 8, 9));
      await harness().loseBelow(topic, 7);

      const member = order.member();
      await hears(member, log, topic, { group });
      await standsStill(member, topic, 'records-missing');
      expect(await order.effects()).toEqual(['a0', 'a1', 'a2', 'a3']);

      await goOn(topic, 7);
      await eventually(async () =>
        expect(await order.effects()).toEqual(['a0', 'a1', 'a2', 'a3', 'a7', 'a8', 'a9']),
      );
      await eventually(() => expect(member.alarms.standing()).toEqual([]));
    });
  });
};
