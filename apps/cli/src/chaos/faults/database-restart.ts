import type { FaultKind } from '../schedule/fault-kind.js';

export const databaseRestart: FaultKind = {
  name: 'database-restart',
  meaning: 'PostgreSQL is stopped in order, or crashes and recovers',
  targets: () => ['in order', 'by a crash'],
  lastsSeconds: [2, 8],
  inject: async ({ database }, target) => {
    const before = await startedAt(database);
    await (target === 'in order' ? database.stop() : database.crash());
    let after = before;
    return {
      heal: async () => {
        await database.start();
        after = await startedAt(database);
      },
      evidence: () => ({
        count: after === before ? 0 : 1,
        what: `starts of the server after an end ${target}`,
      }),
    };
  },
};

const startedAt = async (database: { ask<Row>(sql: string): Promise<Row[]> }): Promise<string> => {
  const [row] = await database.ask<{ at: string }>('select pg_postmaster_start_time()::text as at');
  return row?.at ?? '';
};
