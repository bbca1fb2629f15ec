import type { World } from '../world.js';
import type { ReferenceRound } from '../report.js';
import { runBatched } from './run-batched.js';
import { resetReferences, runReference } from './run-reference.js';
import { FIVE_TRANSACTIONS, ONE_TRANSACTION } from './transactions.js';

/** Every reference once, each on empty tables. */
export const referenceRound = async (
  { database, shop: { databaseUrl } }: World,
  seconds: number,
  pgbench: boolean,
): Promise<ReferenceRound> => {
  const onEmpty = async (run: () => Promise<number>): Promise<number> => {
    await resetReferences(database);
    return run();
  };
  return {
    five: await onEmpty(() => runReference(databaseUrl, FIVE_TRANSACTIONS, seconds, pgbench)),
    one: await onEmpty(() => runReference(databaseUrl, ONE_TRANSACTION, seconds, pgbench)),
    all: await onEmpty(() => runBatched(databaseUrl, 'all', seconds)),
    stages: await onEmpty(() => runBatched(databaseUrl, 'stages', seconds)),
  };
};
