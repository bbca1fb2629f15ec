import type { Config } from '@okuru/platform';
import type { Client } from 'pg';
import { connect, disconnect } from '../stores/connect.js';
import { isServiceStore, type ServiceStore, type Store } from '../stores/store.js';
import { examineDatabase } from './examine-database.js';
import { examineEvents } from './examine-events.js';
import { examineHearsay } from './examine-hearsay.js';
import { examineJobs } from './examine-jobs.js';
import { examineKeys } from './examine-keys.js';
import { examineLog } from './examine-log.js';
import { examineStock } from './examine-stock.js';
import type { Finding } from './finding.js';

/** Looks at everything a shop stands on and changes nothing. What cannot be asked is itself a finding. */
export const examine = async (config: Config, stores: readonly Store[]): Promise<Finding[]> => {
  const findings: Finding[] = [];
  const services = stores.filter(isServiceStore);
  const reached: ServiceStore[] = [];
  for (const store of services) {
    const seen = await asking(store.name, 'database', () =>
      within(store, async (client) => {
        if (!(await isThere(client, store.schema))) return [notThere(store)];
        reached.push(store);
        return [
          ...(await examineDatabase(client, store, config.production)),
          ...(await examineEvents(client, store)),
          ...(store.name === 'inventory' ? await examineStock(client) : []),
        ];
      }),
    );
    findings.push(...seen);
  }
  const ring = stores.find(({ name }) => name === 'key-ring');
  if (ring)
    findings.push(
      ...(await asking('key ring', 'database', () =>
        within(ring, async (client) =>
          (await isThere(client, ring.schema))
            ? examineKeys(
                client,
                config,
                reached.find(({ name }) => name === 'order'),
              )
            : [notThere(ring)],
        ),
      )),
    );
  if (reached.length > 1 && reached.length === services.length)
    findings.push(...(await asking('services', 'heard and stated', () => examineHearsay(reached))));
  findings.push(...(await asking('event log', 'place', () => examineLog(config))));
  findings.push(...(await examineJobs(config)));
  return findings;
};

const asking = async (part: string, check: string, ask: () => Promise<Finding[]>): Promise<Finding[]> => {
  try {
    return await ask();
  } catch (fault) {
    const { message } = fault as Error;
    return [{ part, check, verdict: 'ill', says: message || 'It does not answer.' }];
  }
};

const within = async (store: Store, ask: (client: Client) => Promise<Finding[]>): Promise<Finding[]> => {
  const client = await connect(store);
  try {
    return await ask(client);
  } finally {
    await disconnect(client);
  }
};

const isThere = async (client: Client, schema: string): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regnamespace($1) IS NOT NULL AS there', [
    schema,
  ]);
  return rows[0]?.there ?? false;
};

const notThere = ({ name, schema }: Store): Finding => ({
  part: name,
  check: 'database',
  verdict: 'ill',
  says: `There is no ${schema}: has the shop been started once, and is the URL right?`,
});
