import type { EventLogHarness, RetentionRule } from './harness.js';
import { aGroupName, aTopic, eventually, Listener, pause, records } from './listener.js';

export const retentionContract = (harness: () => EventLogHarness, rule: RetentionRule): void => {
  describe('retention', () => {
    if (rule === 'never past a group') neverPastAGroup(harness);
    else theBrokerDecides(harness);

    it('delivers the first record there is, at its own offset, to a group whose next record is gone', async () => {
      const { log } = await harness().open();
      const topic = await aTopic(log);
      const group = aGroupName();
      await log.append(topic, records(['order:1'], 4));
      const early = new Listener();
      const member = await early.join(log, topic, { group });
      await eventually(async () => expect(await log.lag(group, [topic])).toMatchObject([{ nextOffset: 4 }]));
      await member.close();
      await log.append(topic, records(['order:1'], 6, 4));
      await harness().loseBelow(topic, 7);

      expect(await log.lag(group, [topic])).toMatchObject([{ nextOffset: 7, endOffset: 10 }]);
      const late = new Listener();
      await late.join(log, topic, { group });
      await eventually(() => expect(late.handled.map(({ offset }) => offset)).toEqual([7, 8, 9]), 45_000);
      const newcomer = new Listener();
      await newcomer.join(log, topic);
      await eventually(() => expect(newcomer.handled.map(({ offset }) => offset)).toEqual([7, 8, 9]));
    });
  });
};

const neverPastAGroup = (harness: () => EventLogHarness): void => {
  it('never passes the slowest registered group, and names it', async () => {
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

    expect(await log.retain(60_000)).toMatchObject({ dropped: 0 });
    const { dropped, heldBackBy } = await log.retain(1);
    expect(dropped).toBeGreaterThanOrEqual(4);
    expect(heldBackBy).toContain(slow);
    expect(heldBackBy).not.toContain(fast);

    await slowMember.close();
    const successor = new Listener();
    await successor.join(log, topic, { group: slow });
    await eventually(() => expect(successor.handled.map(({ offset }) => offset)).toEqual([4, 5, 6, 7, 8, 9]));
    await eventually(async () => expect(await log.lag(slow, [topic])).toMatchObject([{ nextOffset: 10 }]));
    expect((await log.retain(1)).dropped).toBeGreaterThanOrEqual(6);
    expect((await log.retain(1)).heldBackBy).not.toContain(slow);

    const newcomer = new Listener();
    await newcomer.join(log, topic);
    await log.append(topic, records(['order:1'], 1, 10));
    await eventually(() => expect(newcomer.handled.map(({ offset }) => offset)).toEqual([10]));
  });
};

const theBrokerDecides = (harness: () => EventLogHarness): void => {
  it('is the broker’s own: it drops nothing when asked and holds nothing back for anyone', async () => {
    const { log } = await harness().open();
    const topic = await aTopic(log);
    await log.append(topic, records(['order:1'], 10));
    await pause(50);
    expect(await log.retain(1)).toEqual({ dropped: 0, heldBackBy: [] });
    const listener = new Listener();
    await listener.join(log, topic);
    await eventually(() => expect(listener.handled).toHaveLength(10));
  });
};
