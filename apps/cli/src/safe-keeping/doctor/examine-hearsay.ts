import { SERVICES, type ServiceName } from '@okuru/contracts';
import { consumerOf } from '@okuru/platform';
import type { Client } from 'pg';
import { connect, disconnect } from '../stores/connect.js';
import type { ServiceStore } from '../stores/store.js';
import type { Finding } from './finding.js';

/** Facts of a rehearsal leave the archives after an hour, so only what was heard since can be held against them. */
const HEARD_SINCE = `interval '50 minutes'`;
const LOOKED_AT_MAX = 20_000;

const heardOf = (schema: string): string => `
  SELECT event_id AS id FROM ${schema}.inbox WHERE consumer = $1 AND heard_at > now() - ${HEARD_SINCE}
  ORDER BY heard_at DESC LIMIT ${LOOKED_AT_MAX}`;

const statedOf = (schema: string): string => `SELECT id FROM ${schema}.event WHERE id = ANY ($1::uuid[])`;

/**
 * Whether anybody has heard lately what nobody stated: a service that was restored alone to an earlier moment no longer
 * knows of what it stated after it, while the others acted on it.
 */
export const examineHearsay = async (stores: readonly ServiceStore[]): Promise<Finding[]> => {
  const clients = new Map<ServiceName, Client>();
  try {
    for (const store of stores) clients.set(store.name, await connect(store));
    const findings: Finding[] = [];
    for (const { name, schema } of stores) {
      const { rows } = await clients.get(name)!.query<{ id: string }>(heardOf(schema), [consumerOf(name)]);
      const unknown = new Set(rows.map(({ id }) => id));
      for (const store of stores) {
        if (unknown.size === 0) break;
        const { rows: stated } = await clients
          .get(store.name)!
          .query<{ id: string }>(statedOf(store.schema), [[...unknown]]);
        for (const { id } of stated) unknown.delete(id);
      }
      if (unknown.size > 0)
        findings.push({
          part: name,
          check: 'heard and stated',
          verdict: 'ill',
          says: `It acted on ${unknown.size} facts that no archive holds: a service was restored alone to an earlier moment; look at what it lost (docs/backup.md).`,
        });
    }
    if (findings.length > 0) return findings;
    return [
      {
        part: `${SERVICES.length} services`,
        check: 'heard and stated',
        verdict: 'well',
        says: 'Whatever was heard in the last 50 minutes is in the archive of whoever stated it.',
      },
    ];
  } finally {
    await Promise.all([...clients.values()].map(disconnect));
  }
};
