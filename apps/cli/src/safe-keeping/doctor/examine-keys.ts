import { type Config, MasterKey, SealIsBroken } from '@okuru/platform';
import type { Client } from 'pg';
import { connect, disconnect } from '../stores/connect.js';
import type { Store } from '../stores/store.js';
import type { Finding } from './finding.js';

/** Rows looked at in one go. */
const PAGE = 2_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const KEYS = `
  SELECT key_id AS "keyId", wrapped FROM okuru_key_ring.person_key WHERE key_id > $1 ORDER BY key_id LIMIT ${PAGE}`;

const SEALS = `
  SELECT order_id AS "orderId", contact->>'keyId' AS "keyId" FROM okuru_order.orders
  WHERE order_id > $1 ORDER BY order_id LIMIT ${PAGE}`;

const ORPHANS = `
  SELECT count(DISTINCT asked)::int AS count FROM unnest($1::uuid[]) AS asked
  WHERE NOT EXISTS (SELECT FROM okuru_key_ring.person_key WHERE key_id = asked)
    AND NOT EXISTS (SELECT FROM okuru_key_ring.erasure WHERE key_id = asked)`;

const COME_BACK = `SELECT count(*)::int AS count FROM okuru_key_ring.person_key JOIN okuru_key_ring.erasure USING (key_id)`;

/** Whether the master key opens every key, every seal of an order has its key, and whoever was erased stayed so. */
export const examineKeys = async (
  client: Client,
  { masterKey }: Pick<Config, 'masterKey'>,
  orders: Store | undefined,
): Promise<Finding[]> => {
  const { opened, closed } = await openAll(client, new MasterKey(masterKey));
  const { rows } = await client.query<{ count: number }>(COME_BACK);
  const comeBack = rows[0]?.count ?? 0;
  const findings: Finding[] = [
    {
      part: 'key ring',
      check: 'master key',
      verdict: closed > 0 ? 'ill' : 'well',
      says:
        closed > 0
          ? `OKURU_MASTER_KEY opens ${opened} of ${opened + closed} keys: set the one that the shop was started with.`
          : `OKURU_MASTER_KEY opens all ${opened} keys.`,
    },
    {
      part: 'key ring',
      check: 'erased people',
      verdict: comeBack > 0 ? 'ill' : 'well',
      says:
        comeBack > 0
          ? `${comeBack} people who were erased have a key again: erase them again.`
          : 'Nobody who was erased has a key.',
    },
  ];
  return orders ? [...findings, await orphanSeals(client, orders)] : findings;
};

const openAll = async (client: Client, masterKey: MasterKey): Promise<{ opened: number; closed: number }> => {
  const count = { opened: 0, closed: 0 };
  let after = FIRST_ID;
  // bound: each page lies behind the one before it
  for (;;) {
    const { rows } = await client.query<{ keyId: string; wrapped: Buffer }>(KEYS, [after]);
    for (const { keyId, wrapped } of rows) {
      try {
        masterKey.unwrap(keyId, wrapped);
        count.opened += 1;
      } catch (fault) {
        if (!(fault instanceof SealIsBroken)) throw fault;
        count.closed += 1;
      }
    }
    if (rows.length < PAGE) return count;
    after = rows.at(-1)?.keyId ?? after;
  }
};

const orphanSeals = async (ring: Client, orders: Store): Promise<Finding> => {
  const client = await connect(orders);
  let orphans = 0;
  try {
    let after = FIRST_ID;
    // bound: each page lies behind the one before it
    for (;;) {
      const { rows } = await client.query<{ orderId: string; keyId: string }>(SEALS, [after]);
      const { rows: counted } = await ring.query<{ count: number }>(ORPHANS, [
        rows.map(({ keyId }) => keyId),
      ]);
      orphans += counted[0]?.count ?? 0;
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.orderId ?? after;
    }
  } finally {
    await disconnect(client);
  }
  return {
    part: 'key ring',
    check: 'seals',
    verdict: orphans > 0 ? 'doubt' : 'well',
    says:
      orphans > 0
        ? `Seals of ${orphans} people have no key, and no erasure is remembered: was the key ring restored from an older backup than the orders?`
        : 'Every seal of an order has its key, or its buyer was erased.',
  };
};
