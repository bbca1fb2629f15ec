import type { EventLogHarness } from '../contract/harness.js';
import type { GroupStore } from '../delivery/group-store.js';
import { eventLogContract } from '../event-log.contract.js';
import { PrefixedEventLog } from '../prefixed-event-log.js';
import { MemoryEventLog } from './memory-event-log.js';
import { MemoryStore } from './memory-store.js';

const LEASE_MS = 400;

/** Lets nothing through while frozen, either way. */
const stallable = (store: GroupStore): { store: GroupStore; freeze: () => void; thaw: () => void } => {
  let thawed = Promise.resolve();
  let thaw = (): void => undefined;
  const through = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    await thawed;
    const answer = await call();
    await thawed;
    return answer;
  };
  return {
    freeze: () => {
      thawed = new Promise((resolve) => {
        thaw = resolve;
      });
    },
    thaw: () => thaw(),
    store: {
      join: (...all) => through(() => store.join(...all)),
      renew: (...all) => through(() => store.renew(...all)),
      read: (...all) => through(() => store.read(...all)),
      commit: (...all) => through(() => store.commit(...all)),
      release: (...all) => through(() => store.release(...all)),
      leave: (...all) => through(() => store.leave(...all)),
    },
  };
};

const memoryHarness = async (): Promise<EventLogHarness> => {
  const store = new MemoryStore();
  return {
    handoverMsMax: LEASE_MS * 10,
    open: async () => {
      const { store: groupStore, freeze, thaw } = stallable(store);
      const pace = { leaseMs: LEASE_MS, backoffMsFirst: 20, backoffMsMax: 200 };
      return { log: new MemoryEventLog({ store, groupStore, pace }), freeze, thaw };
    },
    recreateTopic: async (topic, partitions) => {
      store.dropTopic(topic);
      store.ensureTopic(topic, partitions);
    },
    loseBelow: async (topic, offset) => store.dropBelow(topic, offset),
    appendOverlapping: async (topic, first, second, whileOpen) => {
      const log = new MemoryEventLog({ store });
      await Promise.all([log.append(topic, [first]), log.append(topic, [second]), whileOpen()]);
    },
    close: async () => undefined,
  };
};

eventLogContract('memory', memoryHarness);

/** The same log behind a prefix keeps every promise, and nobody without the prefix sees it. */
const prefixedHarness = async (): Promise<EventLogHarness> => {
  const harness = await memoryHarness();
  const named = (topic: string): string => `shop-1.${topic}`;
  return {
    ...harness,
    open: async () => {
      const { log, ...frozen } = await harness.open();
      return { log: new PrefixedEventLog(log, 'shop-1'), ...frozen };
    },
    recreateTopic: (topic, partitions) => harness.recreateTopic(named(topic), partitions),
    loseBelow: (topic, offset) => harness.loseBelow(named(topic), offset),
    appendOverlapping: (topic, ...all) => harness.appendOverlapping(named(topic), ...all),
  };
};

eventLogContract('memory behind a prefix', prefixedHarness);
