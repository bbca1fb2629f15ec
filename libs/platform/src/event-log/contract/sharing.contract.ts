import type { RunningSubscription } from '../event-log.js';
import type { EventLogHarness } from './harness.js';
import {
  aGate,
  aGroupName,
  aRecord,
  aTopic,
  eventually,
  firstHandled,
  Listener,
  pause,
  records,
} from './listener.js';

const PARTITIONS = 4;
const KEYS = Array.from({ length: 16 }, (_, at) => `order:${at}`);

const held = (...members: readonly RunningSubscription[]): number[][] =>
  members.map((member) =>
    member
      .assigned()
      .map(({ partition }) => partition)
      .sort(),
  );

const theyShareEverything = (...members: readonly RunningSubscription[]): void => {
  const shares = held(...members);
  expect(shares.flat().sort()).toEqual(Array.from({ length: PARTITIONS }, (_, at) => at));
  for (const share of shares) expect(share).toHaveLength(PARTITIONS / members.length);
};

export const sharingContract = (harness: () => EventLogHarness): void => {
  describe('members of a group', () => {
    it('share the partitions without overlap', async () => {
      const one = await harness().open();
      const two = await harness().open();
      const topic = await aTopic(one.log, PARTITIONS);
      const group = aGroupName();
      const first = new Listener();
      const second = new Listener();
      const firstMember = await first.join(one.log, topic, { group });
      const secondMember = await second.join(two.log, topic, { group });
      await eventually(() => theyShareEverything(firstMember, secondMember));

      await one.log.append(topic, records(KEYS, 400));

      await eventually(() => expect(firstHandled(first, second)).toHaveLength(400));
      expect(first.handled.length + second.handled.length).toBe(400);
      const partitionsOf = (listener: Listener): Set<number> =>
        new Set(listener.handled.map(({ partition }) => partition));
      expect([...partitionsOf(first)].filter((partition) => partitionsOf(second).has(partition))).toEqual([]);
    });

    it('hand over when one joins and one leaves, losing nothing and keeping the order', async () => {
      const one = await harness().open();
      const two = await harness().open();
      const topic = await aTopic(one.log, PARTITIONS);
      const group = aGroupName();
      const heard = new Listener(() => pause(2));
      const firstMember = await heard.join(one.log, topic, { group, batchSizeMax: 5 });

      let writing = true;
      let written = 0;
      const writer = (async () => {
        while (writing) {
          await one.log.append(topic, records(KEYS, KEYS.length, written));
          written += KEYS.length;
          await pause(10);
        }
      })();

      try {
        const secondMember = await heard.join(two.log, topic, { group, batchSizeMax: 5 });
        await eventually(() => theyShareEverything(firstMember, secondMember));
        await pause(200);
        await firstMember.close();
        expect(held(firstMember)).toEqual([[]]);
        await eventually(() => theyShareEverything(secondMember));
      } finally {
        writing = false;
        await writer;
      }

      await eventually(() => expect(firstHandled(heard)).toHaveLength(written));
      for (const key of KEYS) {
        expect([...new Set(heard.values(key))]).toEqual(
          Array.from({ length: written / KEYS.length }, (_, at) => at),
        );
      }
    });

    it('take over from one that dies', async () => {
      const dying = await harness().open();
      const living = await harness().open();
      const topic = await aTopic(living.log, PARTITIONS);
      const group = aGroupName();
      const first = new Listener();
      const second = new Listener();
      const firstMember = await first.join(dying.log, topic, { group });
      const secondMember = await second.join(living.log, topic, { group });
      await eventually(() => theyShareEverything(firstMember, secondMember));

      dying.freeze();
      await living.log.append(topic, records(KEYS, 160));

      await eventually(() => expect(firstHandled(first, second)).toHaveLength(160), harness().handoverMsMax);
      await eventually(() => theyShareEverything(secondMember), harness().handoverMsMax);
      dying.thaw();
    });

    it('are not harmed by one that stalls, is replaced, and then finishes its batch', async () => {
      const stalling = await harness().open();
      const other = await harness().open();
      const topic = await aTopic(other.log);
      const group = aGroupName();
      const gate = aGate();
      const zombie = new Listener(() => gate.opened);
      await zombie.join(stalling.log, topic, { group, batchSizeMax: 3 });
      await other.log.append(topic, records(['order:1'], 10));
      await eventually(() => expect(zombie.batches).toHaveLength(1));

      stalling.freeze();
      const successor = new Listener();
      await successor.join(other.log, topic, { group, batchSizeMax: 3 });
      await eventually(() => expect(successor.values()).toHaveLength(10), harness().handoverMsMax);
      await eventually(async () =>
        expect(await other.log.lag(group, [topic])).toMatchObject([{ nextOffset: 10 }]),
      );
      await eventually(() => expect(zombie.batches[0]?.signal.aborted).toBe(true), harness().handoverMsMax);
      stalling.thaw();
      gate.open();
      await eventually(() => expect(zombie.handled.length).toBeGreaterThan(0));

      for (const until = performance.now() + 300; performance.now() < until;) {
        expect(await other.log.lag(group, [topic])).toMatchObject([{ nextOffset: 10, endOffset: 10 }]);
        await pause(5);
      }
      await other.log.append(topic, [aRecord('order:1', 10), aRecord('order:1', 11)]);
      await eventually(
        () => expect(firstHandled(successor, zombie)).toHaveLength(12),
        harness().handoverMsMax,
      );
      await eventually(async () =>
        expect(await other.log.lag(group, [topic])).toMatchObject([{ nextOffset: 12 }]),
      );
    });

    it('never have two batches of a partition in hand, though it was lost and won back meanwhile', async () => {
      const stalling = await harness().open();
      const other = await harness().open();
      const topic = await aTopic(other.log);
      const group = aGroupName();
      const gate = aGate();
      let inHand = 0;
      let inHandMost = 0;
      const slow = new Listener(async ({ records: [first] }) => {
        inHand += 1;
        inHandMost = Math.max(inHandMost, inHand);
        if (first?.offset === 0) await gate.opened;
        inHand -= 1;
      });
      await slow.join(stalling.log, topic, { group, batchSizeMax: 3 });
      await other.log.append(topic, records(['order:1'], 5));
      await eventually(() => expect(slow.batches).toHaveLength(1));

      stalling.freeze();
      const successor = new Listener();
      const member = await successor.join(other.log, topic, { group, batchSizeMax: 3 });
      await eventually(() => expect(successor.handled).toHaveLength(5), harness().handoverMsMax);
      stalling.thaw();
      await member.close();
      await other.log.append(topic, records(['order:1'], 5, 5));
      await pause(harness().handoverMsMax / 4);
      expect(inHandMost).toBe(1);
      gate.open();

      await eventually(() => expect(firstHandled(successor, slow)).toHaveLength(10), harness().handoverMsMax);
      expect(inHandMost).toBe(1);
    });
  });
};
