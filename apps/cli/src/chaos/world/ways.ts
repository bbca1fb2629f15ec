import { SERVICES } from '@okuru/contracts';
import type { TcpProxy } from '../proxy/tcp-proxy.js';
import type { Adapter } from '../schedule/fault-kind.js';
import type { World } from './world.js';

/** Ways on which enough passes all the time that weather on them is felt. */
const BUSY_WAYS = [...SERVICES.map((name) => `${name} to database`), 'client to order', 'client to shipping'];
export const WAYS: Readonly<Record<Adapter, readonly string[]>> = {
  kafka: [...BUSY_WAYS, 'all to kafka', 'all to redis'],
  postgres: BUSY_WAYS,
};

/** The proxy on a way of that name. */
export const wayOf = (world: World, name: string): TcpProxy => {
  const proxies = new Map<string, TcpProxy | undefined>([
    ...SERVICES.flatMap((service) => {
      const { database, api } = world.services[service];
      return [
        [`${service} to database`, database],
        [`client to ${service}`, api],
      ] as const;
    }),
    ['all to kafka', world.broker?.proxy],
    ['all to redis', world.redis?.proxy],
  ]);
  const found = proxies.get(name);
  if (!found) throw new Error(`There is no way "${name}" in a shop on ${world.adapter}.`);
  return found;
};
