import type { FaultKind } from '../schedule/fault-kind.js';

export const brokerRestart: FaultKind = {
  name: 'broker-restart',
  meaning: 'the Kafka broker is killed (SIGKILL) and started again on its data',
  targets: (adapter) => (adapter === 'kafka' ? ['the broker'] : []),
  lastsSeconds: [3, 10],
  weight: 'heavy',
  inject: async ({ broker }) => {
    if (!broker) throw new Error('There is no Kafka here.');
    await broker.kill();
    let started = 0;
    return {
      heal: async () => {
        await broker.start();
        started = 1;
      },
      evidence: () => ({ count: started, what: 'brokers killed and started again' }),
    };
  },
};
