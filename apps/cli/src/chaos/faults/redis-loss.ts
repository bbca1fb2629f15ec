import type { FaultKind } from '../schedule/fault-kind.js';

export const redisLoss: FaultKind = {
  name: 'redis-loss',
  meaning: 'Redis is emptied (FLUSHALL), killed, and started again with nothing in it',
  targets: (adapter) => (adapter === 'kafka' ? ['Redis'] : []),
  lastsSeconds: [2, 8],
  places: () => ['all to redis'],
  inject: async ({ redis }) => {
    if (!redis) throw new Error('There is no Redis here.');
    const lost = await redis.empty();
    await redis.kill();
    return {
      heal: () => redis.start(),
      evidence: () => ({ count: lost, what: 'keys lost' }),
    };
  },
};
