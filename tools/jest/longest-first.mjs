/**
 * The order of suites: the longest first, so that no worker sits alone with one of them at the end. Jest itself goes by
 * its cache, which a machine of CI does not have, and then by the size of files, which says nothing of how long they take.
 */
import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** Suites of half a minute and more, the longest first; `npm test` says at its end which those are. */
const LONGEST = [
  'e2e/interleavings.e2e.spec.ts',
  'e2e/model.e2e.spec.ts',
  'e2e/console-shift.e2e.spec.ts',
  'e2e/sigkill.e2e.spec.ts',
  'e2e/console.e2e.spec.ts',
  'e2e/console-second-parcel.e2e.spec.ts',
  'e2e/console-late.e2e.spec.ts',
  'e2e/console-pick.e2e.spec.ts',
  'e2e/lost-kafka.e2e.spec.ts',
  'e2e/handlers-twice.e2e.spec.ts',
  'e2e/console-practice.e2e.spec.ts',
  'e2e/duplicates.e2e.spec.ts',
  'e2e/crew-of-stations.e2e.spec.ts',
  'e2e/console-stock.e2e.spec.ts',
  'e2e/console-settings.e2e.spec.ts',
  'e2e/console-missing.e2e.spec.ts',
  'e2e/carrier-api.e2e.spec.ts',
  'e2e/gateway.e2e.spec.ts',
  'libs/platform/src/event-log/kafka/kafka-outage.kafka.int.spec.ts',
  'libs/platform/src/event-log/kafka/kafka-event-log.kafka.int.spec.ts',
  'e2e/promises/p16-stuck-is-visible.e2e.spec.ts',
  'e2e/encrypted-stores.e2e.spec.ts',
  'e2e/rehearsal.e2e.spec.ts',
  'e2e/schema-changes.e2e.spec.ts',
  'e2e/backup.e2e.spec.ts',
  'libs/platform/src/event-log/memory/memory-event-log.int.spec.ts',
  'libs/platform/src/event-log/postgres/postgres-event-log.int.spec.ts',
  'libs/platform/src/database/embedded-postgres.spec.ts',
  'apps/cli/src/safe-keeping/backup/cut.int.spec.ts',
];

export default class LongestFirst extends (TestSequencer.default ?? TestSequencer) {
  sort(tests) {
    const placeOf = ({ path, context }) => {
      const place = LONGEST.indexOf(relative(context.config.rootDir, path));
      return place === -1 ? LONGEST.length : place;
    };
    return [...super.sort(tests)].sort((one, other) => placeOf(one) - placeOf(other));
  }
}
