import { Client } from 'pg';
import { auditLetters } from './audit-letters.js';
import { auditOrders } from './audit-orders.js';
import { auditParcels } from './audit-parcels.js';
import { auditPlumbing } from './audit-plumbing.js';
import { auditStock } from './audit-stock.js';
import type { Ledger } from './ledger.js';
import type { MailSink } from './mail-sink.js';
import type { Scenario } from './scenario.js';

/** Figures and faults of one audit. Counts of faults are 0 on a healthy shop. */
export interface Findings {
  readonly orders: number;
  readonly accepted: number;
  readonly dispatched: number;
  readonly backordered: number;
  readonly cancelled: number;
  /** No package fits, no carrier takes it: the order and its reserved units wait for a person. */
  readonly needsDecision: number;
  /** Beyond the bounds of the API, refused at the door as it must be. */
  readonly refused: number;
  readonly units: number;
  readonly parcels: number;
  readonly letters: number;
  /** Deliveries of a letter beyond its first. */
  readonly letterRepeats: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly oversold: number;
  readonly unaccountedUnits: number;
  readonly blockedScans: number;
  /** Everything that is not as it must be, in words. */
  readonly faults: readonly string[];
}

/** What every check reads and adds to. */
export interface AuditCase {
  readonly scenario: Scenario;
  readonly ledger: Ledger;
  readonly mail: Pick<MailSink, 'received'> | undefined;
  readonly rows: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly fault: (text: string) => void;
}

/** Holds the shop's databases against the storefront's and the crew's own ledger, with SQL of its own. */
export const audit = async (
  databaseUrl: string,
  scenario: Scenario,
  ledger: Ledger,
  mail?: Pick<MailSink, 'received'>,
): Promise<Findings> => {
  const client = new Client({ connectionString: databaseUrl });
  // A database stopped under our hands fails the query that asks; the connection's own word must not end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await auditOver(client, scenario, ledger, mail);
  } finally {
    await client.end();
  }
};

/** The same as one connection sees it. */
export const auditOver = async (
  client: Pick<Client, 'query'>,
  scenario: Scenario,
  ledger: Ledger,
  mail?: Pick<MailSink, 'received'>,
): Promise<Findings> => {
  const faults: string[] = [...ledger.surprises];
  const auditCase: AuditCase = {
    scenario,
    ledger,
    mail,
    rows: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await client.query(sql, [...values])).rows as Row[],
    fault: (text) => void faults.push(text),
  };
  const orders = await auditOrders(auditCase);
  const parcels = await auditParcels(auditCase);
  const stock = await auditStock(auditCase);
  const letters = await auditLetters(auditCase);
  await auditPlumbing(auditCase);
  return {
    orders: scenario.orders.length,
    accepted: ledger.accepted.size,
    refused: ledger.refused.size,
    units: [...ledger.accepted.values()].reduce((sum, order) => sum + order.units, 0),
    ...orders,
    ...parcels,
    ...stock,
    ...letters,
    lost: orders.lost + parcels.lost,
    duplicated: orders.duplicated + parcels.duplicated,
    faults,
  };
};
