import { aRecord, Listener } from '../contract/listener.js';
import { ScriptedEventLog } from './scripted-event-log.js';

const aLogWith = async (...topics: readonly string[]): Promise<ScriptedEventLog> => {
  const log = new ScriptedEventLog();
  for (const topic of topics) await log.ensureTopic(topic, 12);
  return log;
};

describe('the scripted event log', () => {
  it('delivers nothing by itself, and each record when told, in the order of its key', async () => {
    const log = await aLogWith('order', 'stock');
    const listener = new Listener();
    await listener.join(log, 'order', { group: 'shipping', topics: ['order', 'stock'] });
    await log.append('order', [
      aRecord('order:1', 'placed'),
      aRecord('order:2', 'placed'),
      aRecord('order:1', 'paid'),
    ]);
    await log.append('stock', [aRecord('order:1', 'reserved')]);
    expect(listener.handled).toEqual([]);
    expect(log.pending()).toEqual([
      { group: 'shipping', topic: 'order', key: 'order:1', offset: 0, waiting: 2 },
      { group: 'shipping', topic: 'order', key: 'order:2', offset: 0, waiting: 1 },
      { group: 'shipping', topic: 'stock', key: 'order:1', offset: 0, waiting: 1 },
    ]);

    await log.deliver({ group: 'shipping', topic: 'stock', key: 'order:1' });
    await log.deliver({ group: 'shipping', topic: 'order', key: 'order:1', count: 2 });

    expect(listener.handled.map(({ value, offset }) => [JSON.parse(value), offset])).toEqual([
      ['reserved', 0],
      ['placed', 0],
      ['paid', 1],
    ]);
    expect(log.pending().map(({ key }) => key)).toEqual(['order:2']);
  });

  it('lets every interleaving across keys and topics be walked', async () => {
    const seen = new Set<string>();
    const walk = async (choices: readonly number[]): Promise<void> => {
      const log = await aLogWith('a', 'b');
      const listener = new Listener();
      await listener.join(log, 'a', { topics: ['a', 'b'] });
      await log.append('a', [aRecord('k', 'a0'), aRecord('k', 'a1')]);
      await log.append('b', [aRecord('k', 'b0'), aRecord('l', 'c0')]);
      for (const choice of choices) await log.deliver(log.pending()[choice] ?? never());
      const open = log.pending();
      if (open.length === 0) seen.add(listener.values().join(' '));
      for (const choice of open.keys()) await walk([...choices, choice]);
    };
    await walk([]);

    expect(seen.size).toBe(12);
    for (const order of seen) expect(order.indexOf('a0')).toBeLessThan(order.indexOf('a1'));
  });

  it('keeps a record next when its handler throws, and tells of it', async () => {
    const log = await aLogWith('order');
    let ill = true;
    const listener = new Listener(() => {
      if (ill) throw new Error('ill');
    });
    await listener.join(log, 'order', { group: 'shipping' });
    await log.append('order', [aRecord('order:1', 'placed')]);
    const [next] = log.pending();

    expect(await log.deliver(next ?? never())).toBe(false);
    expect(listener.faults.map(String)).toEqual(['Error: ill']);
    ill = false;
    expect(await log.deliver(next ?? never())).toBe(true);
    expect(log.pending()).toEqual([]);
    await expect(log.deliver(next ?? never())).rejects.toThrow('Nothing to deliver to shipping');
  });

  it('delivers again what was handled, without moving the group back', async () => {
    const log = await aLogWith('order');
    const listener = new Listener();
    await listener.join(log, 'order', { group: 'shipping' });
    await log.append('order', [aRecord('order:1', 'placed'), aRecord('order:1', 'paid')]);
    await log.drain();
    await log.deliverAgain({ group: 'shipping', topic: 'order', key: 'order:1', offset: 0 });

    expect(listener.values()).toEqual(['placed', 'paid', 'placed']);
    expect(log.pending()).toEqual([]);
    expect(await log.lag('shipping', ['order'])).toEqual([
      { topic: 'order', partition: 0, nextOffset: 2, endOffset: 2, begun: true },
    ]);
  });

  it('starts a group where it says, and goes on where it stood when it subscribes again', async () => {
    const log = await aLogWith('order');
    await log.append('order', [aRecord('order:1', 'old')]);
    const listener = new Listener();
    const member = await listener.join(log, 'order', { group: 'mail', startFrom: 'end' });
    await log.append('order', [aRecord('order:1', 'new'), aRecord('order:1', 'newer')]);
    await log.deliver({ group: 'mail', topic: 'order', key: 'order:1' });
    await member.close();
    expect(log.pending()).toEqual([]);
    await listener.join(log, 'order', { group: 'mail', startFrom: 'end' });
    await log.drain();

    expect(listener.values()).toEqual(['new', 'newer']);
  });
});

const never = (): never => {
  throw new Error('something is pending');
};
