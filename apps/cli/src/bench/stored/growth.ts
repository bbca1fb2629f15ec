import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Turn } from '../end-to-end.js';
import { allHeard } from '../measure/settled.js';
import type { World } from '../world.js';
import { StoredOrders } from './stored-orders.js';

/** What orders cost when so many are stored already. */
export interface Grown {
  /** Before its turns, those that the shop shipped itself included. */
  readonly stored: number;
  readonly turns: readonly Turn[];
}

export interface GrowthAsked {
  /** Orders that are stored at each step, the fewest first. */
  readonly steps: readonly number[];
  /** Turns of each step; others go before them, unmeasured. */
  readonly turns: number;
  readonly turnOf: (prefix: string, skus: number, orders?: number) => Promise<Turn>;
  readonly say: (text: string) => void;
}

const TEMPLATES = 250;
const PREFIX = 'stored-0000000';
const GROWTH_SKUS = 100;
/** Unmeasured turns: the first step is not to pay for the compilation of everything. */
const WARM_FIRST = 3;
const WARM = 1;
/** Of what the database tidies by itself after so many rows. */
const TIDIED_WITHIN_MS = 1_800_000;
const LOOK_EVERY_MS = 500;

/** Measures turns at each step: 250 orders that the shop shipped are multiplied until so many are stored. */
export const measureGrowth = async (
  world: World,
  { steps, turns, turnOf, say }: GrowthAsked,
): Promise<{ readonly grown: readonly Grown[]; readonly orders: StoredOrders }> => {
  const { database, ledger, shop } = world;
  say(`shipping ${TEMPLATES} orders, of which the stored ones are copies`);
  await turnOf(PREFIX, GROWTH_SKUS, TEMPLATES);
  await allHeard(database);
  const orders = await StoredOrders.of({
    databaseUrl: shop.databaseUrl,
    masterKey: shop.environment['OKURU_MASTER_KEY']!,
    prefix: PREFIX,
    most: Math.ceil(steps.at(-1)! / TEMPLATES),
  });
  const grown: Grown[] = [];
  for (const [at, step] of steps.entries()) {
    const times = Math.max(0, Math.ceil((step - ledger.accepted.size) / TEMPLATES));
    say(`storing ${times} copies of each`);
    await orders.copyAgain(times, (name) => say(`  ${name}`));
    orders.remember(ledger);
    await tidied(database, say);
    const stored = ledger.accepted.size;
    for (let turn = 0; turn < (at === 0 ? WARM_FIRST : WARM); turn += 1)
      await turnOf(`grown${at}-warm${turn + 1}`, GROWTH_SKUS);
    await allHeard(database);
    await database.query('CHECKPOINT');
    say(`${stored} orders are stored`);
    const measured: Turn[] = [];
    for (let turn = 0; turn < turns; turn += 1)
      measured.push(await turnOf(`grown${at}-${turn + 1}`, GROWTH_SKUS));
    grown.push({ stored, turns: measured });
    const cost = measured.map(({ cpuMsPerOrder }) => JSON.stringify(cpuMsPerOrder)).join(' ');
    say(`  ${cost}`);
  }
  await allHeard(database);
  return { grown, orders };
};

/** What a shop that took months to grow has behind it: statistics, visibility, pages written. */
const tidied = async (database: Client, say: (text: string) => void): Promise<void> => {
  say('vacuum, analyze, checkpoint');
  await database.query('VACUUM (ANALYZE)');
  await database.query('CHECKPOINT');
  const giveUpAt = performance.now() + TIDIED_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const { rows } = await database.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND datname = current_database()) AS busy`,
    );
    if (!rows[0]?.busy) return;
    await wait(LOOK_EVERY_MS);
  }
  throw new Error('the database does not come to the end of its vacuum');
};
