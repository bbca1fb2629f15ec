import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type ServiceName, SERVICES, topicOf } from '@okuru/contracts';
import type { LogRecord } from '@okuru/platform';
import { ApiClient } from '../../api/api-client.js';
import type { FaultKind } from '../schedule/fault-kind.js';
import type { World } from '../world/world.js';

const LARGE_BYTES = 2 * 1_048_576;
const SETTLED_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 500;

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
    const good = world.tap.recent(topic).filter(({ key }) => key.startsWith('order:'));
    for (const [at, spoil] of Object.values(POISONS).entries()) {
      const record = good.at(-1 - at);
      if (!record) throw new Error(`${topic} has said too little to be poisoned`);
      const id = randomUUID();
      const spoilt = spoil({ ...record, headers: { ...record.headers, ce_id: id, ce_rig: 'poison' } });
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
        seen = await settle(world, ids);
      },
      evidence: () => ({
        count: seen + refusedByBroker === Object.keys(POISONS).length ? seen : 0,
        what: `kinds of poison set aside where staff saw and discarded them, ${refusedByBroker} refused by the broker`,
      }),
    };
  },
};

/** What staff do: discards the poison wherever it was set aside and redrives what waits behind; answers how many were seen. */
const settle = async (world: World, ids: ReadonlySet<string>): Promise<number> => {
  const seen = new Set<string>();
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  while (Date.now() < deadline) {
    const open = await Promise.all(SERVICES.map((service) => settleAt(world, service, ids, seen)));
    if (seen.size === ids.size && open.every((count) => count === 0)) break;
    await wait(LOOK_EVERY_MS);
  }
  return seen.size;
};

interface Letter {
  readonly id: string;
  readonly eventId: string;
  readonly state: string;
}

const settleAt = async (
  world: World,
  service: ServiceName,
  ids: ReadonlySet<string>,
  seen: Set<string>,
): Promise<number> => {
  const ops = new ApiClient(world.services[service].url, world.keys.ops);
  const path = `/v1/${service}/dead-letters`;
  const listed = async (state: string): Promise<readonly Letter[]> =>
    ((await ops.must([200], 'GET', `${path}?state=${state}`)).body as { deadLetters: Letter[] }).deadLetters;
  try {
    const dead = await listed('dead');
    for (const { id, eventId } of dead.filter((letter) => ids.has(letter.eventId))) {
      seen.add(eventId);
      await ops.must([200, 409], 'POST', `${path}/${id}/discard`, { json: { note: 'poison of the rig' } });
    }
    const waiting = await listed('waiting');
    for (const { id } of waiting) await ops.must([200, 409], 'POST', `${path}/${id}/redrive`, { json: {} });
    return dead.length + waiting.length;
  } finally {
    ops.close();
  }
};

const parsed = ({ value }: LogRecord): object => JSON.parse(value) as object;
