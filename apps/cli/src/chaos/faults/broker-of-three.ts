import type { FaultKind } from '../schedule/fault-kind.js';

const PLACES: Readonly<Record<string, number>> = { 'the first broker': 0, 'the third broker': 2 };

export const brokerOfThree: FaultKind = {
  name: 'broker-of-three',
  meaning:
    'of three Kafka brokers, two of which must confirm each append (min.insync.replicas=2) and each of which is a controller, one is killed; the shop goes on with the other two',
  targets: (adapter) => (adapter === 'kafka' ? Object.keys(PLACES) : []),
  lastsSeconds: [8, 12],
  weight: 'heavy',
  inject: async ({ broker, tap }, target) => {
    if (!broker) throw new Error('There is no Kafka here.');
    const at = PLACES[target];
    await broker.kill(at);
    const heardBefore = tap.heardCount;
    let heard = 0;
    return {
      // The other brokers agree on a new controller and new leaders in some 10 s, on a busy machine later.
      hasHappened: () => tap.heardCount > heardBefore,
      heal: async () => {
        heard = tap.heardCount - heardBefore;
        await broker.start(at);
      },
      evidence: () => ({
        count: heard,
        what: 'records appended and heard while one of three brokers was dead',
      }),
    };
  },
};
