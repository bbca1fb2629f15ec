import { SERVICES, topicOf } from '@okuru/contracts';
import type { FaultKind } from '../schedule/fault-kind.js';

const REPEAT_EVERY_MS = 1_000;
const RECORDS_AT_ONCE_MAX = 60;

export const repeats: FaultKind = {
  name: 'repeats',
  meaning:
    'old records are appended to the log again, late and behind newer ones of their key, as a producer that forgot does',
  targets: () => SERVICES.filter((name) => name !== 'notification').map(topicOf),
  lastsSeconds: [4, 8],
  places: () => ['all to kafka'],
  inject: async ({ tap }, topic) => {
    let repeated = 0;
    const repeat = async (): Promise<void> => {
      const records = tap.recent(topic).slice(-RECORDS_AT_ONCE_MAX);
      await tap.append(topic, records);
      repeated += records.length;
    };
    await repeat();
    let under: Promise<void> = Promise.resolve();
    const repeating = setInterval(() => {
      under = repeat().catch(() => undefined);
    }, REPEAT_EVERY_MS);
    return {
      heal: () => {
        clearInterval(repeating);
        return under;
      },
      evidence: () => ({ count: repeated, what: `records of ${topic} appended again` }),
    };
  },
};
