import type { FaultKind } from '../schedule/fault-kind.js';

export const brokerRestart: FaultKind = {
  name: 'broker-restart',
  meaning: 'the Kafka broker is killed (SIGKILL) and started again on its data',
  targets: (adapter) => (adapter === 'kafka' ? ['the broker'] : []),
  lastsSeconds: [3, 10],
  weight: 'heavy',
  inject: async ({ broker }) => {
    if (!broker) throw new Error('There is no Kafka here.');
    const killed = broker.pid;
    await broker.kill();
    const wasGone = !broker.runs;
    return {
      heal: () => broker.start(),
      evidence: () => ({
        count: wasGone && broker.runs && broker.pid !== killed ? 1 : 0,
        what: 'brokers that were gone and run again as another process',
      }),
    };
  },
};
