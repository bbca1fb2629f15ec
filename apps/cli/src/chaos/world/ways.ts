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

/** What faults do on a way. */
export type Way = Pick<TcpProxy, 'figures' | 'setWeather' | 'cutAll'>;

/** The way of that name. */
export const wayOf = (world: World, name: string): Way => {
  const ways = new Map<string, Way | undefined>([
    ...SERVICES.flatMap((service) => {
      const { database, api } = world.services[service];
      return [
        [`${service} to database`, database],
        [`client to ${service}`, api],
      ] as const;
    }),
    ['all to kafka', world.broker && together(world.broker.proxies)],
    ['all to redis', world.redis?.proxy],
  ]);
  const found = ways.get(name);
  if (!found) throw new Error(`There is no way "${name}" in a shop on ${world.adapter}.`);
  return found;
};

/** The same weather on several ways; figures are their sums. */
const together = (ways: readonly Way[]): Way => ({
  get figures() {
    const sum = { connections: 0, refused: 0, cut: 0, delayed: 0, swallowed: 0, answersLost: 0 };
    for (const { figures } of ways)
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += figures[name];
    return sum;
  },
  setWeather: (weather) => ways.forEach((way) => way.setWeather(weather)),
  cutAll: () => ways.reduce((cut, way) => cut + way.cutAll(), 0),
});
