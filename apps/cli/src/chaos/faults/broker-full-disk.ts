import { SERVICES } from '@okuru/contracts';
import type { FaultKind } from '../schedule/fault-kind.js';
import { canMount } from '../world/rig-disk.js';
import type { World } from '../world/world.js';

const AGAIN_EVERY_MS = 500;

const UNSENT = `select sum(unsent)::int as unsent from (${SERVICES.map(
  (service) => `select count(*) as unsent from okuru_${service}.outbox`,
).join(' union all ')}) each`;

export const brokerFullDisk: FaultKind = {
  name: 'broker-full-disk',
  meaning:
    "the Kafka broker's disk (a small tmpfs) is filled to the last byte until the space is given back; then the broker is started again, as one ends for good whose disk refuses it",
  targets: (adapter) => (adapter === 'kafka' && canMount() ? ['the disk of the broker'] : []),
  lastsSeconds: [8, 12],
  weight: 'heavy',
  inject: ({ broker, brokerDisk, database }) => {
    if (!broker || !brokerDisk) throw new Error('Kafka stands on no disk that could be filled.');
    let bytes = brokerDisk.fill();
    const filling = setInterval(() => void (bytes += brokerDisk.fill()), AGAIN_EVERY_MS);
    let kept = 0;
    let endedItself = false;
    return Promise.resolve({
      heal: async () => {
        clearInterval(filling);
        kept = await unsentIn(database);
        endedItself = !broker.runs;
        await brokerDisk.free();
        await broker.kill();
        await broker.start();
      },
      evidence: () => ({
        count: bytes > 0 ? kept : 0,
        what: `facts kept in outboxes because the broker took none (${Math.round(bytes / 1_048_576)} MB were taken from it${endedItself ? '; it ended itself' : ''})`,
      }),
    });
  },
};

const unsentIn = async (database: World['database']): Promise<number> =>
  (await database.ask<{ unsent: number }>(UNSENT))[0]?.unsent ?? 0;
