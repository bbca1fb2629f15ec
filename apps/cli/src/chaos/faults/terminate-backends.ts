import type { FaultKind } from '../schedule/fault-kind.js';

const AGAIN_EVERY_MS = 1_500;

/** The rig's own connections name no application. */
const TERMINATE = `
  select count(*)::int as ended from (
    select pg_terminate_backend(pid) as done from pg_stat_activity
    where backend_type = 'client backend' and application_name like 'okuru%' and pid <> pg_backend_pid()
  ) each where done`;

export const terminateBackends: FaultKind = {
  name: 'terminate-backends',
  meaning: 'every session of the shop is ended by pg_terminate_backend, several times',
  targets: () => ['all sessions'],
  lastsSeconds: [4, 8],
  places: () => ['sessions'],
  inject: async ({ database }) => {
    let ended = 0;
    const strike = async (): Promise<void> => {
      const [row] = await database.ask<{ ended: number }>(TERMINATE);
      ended += row?.ended ?? 0;
    };
    await strike();
    let under: Promise<void> = Promise.resolve();
    const striking = setInterval(() => {
      under = strike().catch(() => undefined);
    }, AGAIN_EVERY_MS);
    return {
      heal: () => {
        clearInterval(striking);
        return under;
      },
      evidence: () => ({ count: ended, what: 'sessions ended' }),
    };
  },
};
