import type { FaultKind } from '../schedule/fault-kind.js';

export const brokerOfThree: FaultKind = {
  name: 'broker-of-three',
  meaning:
    'of three Kafka brokers, two of which must confirm each append (min.insync.replicas=2), one is killed; the shop goes on with the other two',
  targets: (adapter) => (adapter === 'kafka' ? ['the third broker'] : []),
  lastsSeconds: [8, 12],
  inject: async ({ broker, tap }) => {
    if (!broker) throw new Error('There is no Kafka here.');
    await broker.kill();
    const heardBefore = tap.heardCount;
    let heard = 0;
    return {
      heal: async () => {
        heard = tap.heardCount - heardBefore;
        await broker.start();
      },
      evidence: () => ({
        count: heard,
        what: 'records appended and heard while one of three brokers was dead',
      }),
    };
  },
};
