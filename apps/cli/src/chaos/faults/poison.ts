import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { SERVICES, topicOf } from '@okuru/contracts';
import type { LogRecord } from '@okuru/platform';
import type { FaultKind } from '../schedule/fault-kind.js';

const LARGE_BYTES = 2 * 1_048_576;
/** A poison is to be seen by staff within half a minute; a service that was just hurt may take longer to hear anything. */
const FOUND_WITHIN_MS = 45_000;

const SAID_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 250;

/** Each makes a record that must harm nobody but its own key. */
const POISONS: Readonly<Record<string, (good: LogRecord) => LogRecord>> = {
  'bad JSON': (good) => ({ ...good, value: '{"broken' }),
  'unknown type': (good) => ({
    ...good,
    headers: { ...good.headers, ce_type: 'okuru.order.teleported', ce_mustunderstand: 'true' },
  }),
  'impossible data': (good) => ({
    ...good,
    value: JSON.stringify({ ...parsed(good), lines: 'none', orderId: -1 }),
  }),
  '2 MB': (good) => ({ ...good, value: JSON.stringify({ orderId: -1, padding: 'x'.repeat(LARGE_BYTES) }) }),
};

export const poison: FaultKind = {
  name: 'poison',
  meaning:
    'records that cannot be handled (bad JSON, an unknown type that must be understood, impossible data, 2 MB) are appended under keys of real orders; staff discard them and redrive what waited behind',
  targets: () => SERVICES.filter((name) => name !== 'notification').map(topicOf),
  lastsSeconds: [5, 10],
  inject: async (world, topic) => {
    const ids = new Set<string>();
    let refusedByBroker = 0;
    const good = await enough(() => world.tap.recent(topic).filter(({ key }) => key.startsWith('order:')));
    for (const [at, spoil] of Object.values(POISONS).entries()) {
      const record = good.at(-1 - at);
      if (!record) throw new Error(`${topic} has said too little to be poisoned`);
      const id = randomUUID();
      const spoilt = spoil({ ...record, headers: { ...record.headers, ce_id: id, ce_rig: 'poison' } });
      world.staff.mayDiscard([id]);
      try {
        await world.tap.append(topic, [spoilt]);
        ids.add(id);
      } catch (fault) {
        // A broker of the usual settings takes no record of 2 MB; the log in PostgreSQL does.
        if (spoilt.value.length < LARGE_BYTES) throw fault;
        refusedByBroker += 1;
      }
    }
    let seen = 0;
    return {
      heal: async () => {
        seen = await world.staff.found(ids, FOUND_WITHIN_MS);
      },
      evidence: () => ({
        count: seen + refusedByBroker === Object.keys(POISONS).length ? seen : 0,
        what: `kinds of poison set aside where staff saw and discarded them, ${refusedByBroker} refused by the broker`,
      }),
    };
  },
};

/** A topic may have said little yet, early in a run or while its service starts anew. */
const enough = async (look: () => readonly LogRecord[]): Promise<readonly LogRecord[]> => {
  const giveUpAt = performance.now() + SAID_WITHIN_MS;
  // bound: SAID_WITHIN_MS
  while (look().length < Object.keys(POISONS).length && performance.now() < giveUpAt)
    await wait(LOOK_EVERY_MS);
  return look();
};

const parsed = ({ value }: LogRecord): object => JSON.parse(value) as object;
