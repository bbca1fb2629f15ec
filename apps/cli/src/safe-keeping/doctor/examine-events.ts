import type { Client } from 'pg';
import type { ServiceStore } from '../stores/store.js';
import type { Finding, Verdict } from './finding.js';

const OUTBOX_DOUBT_S = 30;
const OUTBOX_ILL_S = 600;

const waitingIn = (schema: string): string => `
  SELECT (SELECT count(*)::int FROM ${schema}.outbox) AS unsent,
    (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(stated_at)), 0)::float8 FROM ${schema}.outbox) AS oldest,
    (SELECT count(*)::int FROM ${schema}.dead_letter WHERE state IN ('dead', 'waiting')) AS dead,
    (SELECT count(*)::int FROM ${schema}.parked_key) AS parked`;

/** What waits to be sent, what was set aside, which keys stand still. */
export const examineEvents = async (client: Client, { name, schema }: ServiceStore): Promise<Finding[]> => {
  const { rows } = await client.query<{ unsent: number; oldest: number; dead: number; parked: number }>(
    waitingIn(client.escapeIdentifier(schema)),
  );
  const { unsent, oldest, dead, parked } = rows[0]!;
  return [
    {
      part: name,
      check: 'outbox',
      verdict: verdictOf(unsent === 0 ? 0 : oldest, OUTBOX_DOUBT_S, OUTBOX_ILL_S),
      says:
        unsent === 0
          ? 'Everything stated was sent.'
          : `${unsent} facts wait to be sent, the oldest for ${Math.round(oldest)} s${oldest > OUTBOX_DOUBT_S ? ': is the service running and the event log within reach?' : '.'}`,
    },
    {
      part: name,
      check: 'dead letters',
      verdict: dead > 0 ? 'doubt' : 'well',
      says:
        dead > 0
          ? `${dead} facts were set aside and ${parked} keys wait behind them: read them at /v1/${name}/dead-letters, then redrive or discard them.`
          : 'No fact was set aside.',
    },
  ];
};

const verdictOf = (value: number, doubt: number, ill: number): Verdict =>
  value > ill ? 'ill' : value > doubt ? 'doubt' : 'well';
