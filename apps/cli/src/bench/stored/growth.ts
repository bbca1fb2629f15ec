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

/** A shop that is to have so many orders stored before it is measured. */
export interface GrowingShop {
  readonly step: number;
  readonly world: Pick<World, 'database' | 'ledger' | 'shop'>;
  readonly turnOf: (prefix: string, skus: number, orders?: number) => Promise<Turn>;
}

export interface GrowthAsked {
  /** Measured turns of each shop; others go before them, unmeasured. */
  readonly turns: number;
  readonly say: (text: string) => void;
}

const TEMPLATES = 250;
const PREFIX = 'stored-0000000';
const GROWTH_SKUS = 100;
/** Unmeasured turns of each shop: none is to pay for the compilation of everything, nor for pages never read. */
const WARM = 3;
/** Orders that go before each measured turn: a shop that rested while the others had theirs reads its pages and plans anew. */
const AWAKE = 300;
/** Of what the database tidies by itself after so many rows. */
const TIDIED_WITHIN_MS = 1_800_000;
const LOOK_EVERY_MS = 500;

/**
 * Fills each shop and measures its turns. The shops lie on one server and take their turns one after the other, there
 * and back: a drift of the machine meets all alike. Answers what is stored of each, for its audit, in the order given.
 */
export const measureGrowth = async (
  shops: readonly GrowingShop[],
  { turns, say }: GrowthAsked,
): Promise<{ readonly grown: readonly Grown[]; readonly orders: readonly StoredOrders[] }> => {
  const orders: StoredOrders[] = [];
  for (const shop of shops) orders.push(await filled(shop, say));
  for (let turn = 1; turn <= WARM; turn += 1) {
    say(`warming up, ${turn} of ${WARM}`);
    for (const { turnOf } of shops) await turnOf(`grown-warm${turn}`, GROWTH_SKUS);
  }
  const stored = shops.map(({ world }) => world.ledger.accepted.size);
  const measured: Turn[][] = shops.map(() => []);
  for (let turn = 1; turn <= turns; turn += 1) {
    const there = [...shops.keys()];
    for (const at of turn % 2 === 1 ? there : there.reverse()) {
      const { world, turnOf } = shops[at]!;
      await allHeard(world.database);
      await world.database.query('CHECKPOINT');
      await turnOf(`grown-awake${turn}`, GROWTH_SKUS, AWAKE);
      const figures = await turnOf(`grown-${turn}`, GROWTH_SKUS);
      measured[at]!.push(figures);
      say(
        `${stored[at]} stored, turn ${turn}: ${JSON.stringify(figures.cpuMsPerOrder)} ms, ${figures.walBytesPerOrder.toFixed(0)} bytes of log`,
      );
    }
  }
  for (const { world } of shops) await allHeard(world.database);
  return { grown: measured.map((each, at) => ({ stored: stored[at]!, turns: each })), orders };
};

/** 250 orders that the shop shipped are multiplied until so many are stored. */
const filled = async (
  { step, world: { database, ledger, shop }, turnOf }: GrowingShop,
  say: (text: string) => void,
): Promise<StoredOrders> => {
  say(`${step} stored: shipping ${TEMPLATES} orders, of which the others are copies`);
  await turnOf(PREFIX, GROWTH_SKUS, TEMPLATES);
  await allHeard(database);
  const times = Math.max(0, Math.ceil((step - ledger.accepted.size) / TEMPLATES));
  const orders = await StoredOrders.of({
    databaseUrl: shop.databaseUrl,
    masterKey: shop.environment['OKURU_MASTER_KEY']!,
    prefix: PREFIX,
    times,
  });
  say(`storing ${times} copies of each`);
  await orders.store((name) => say(`  ${name}`));
  orders.remember(ledger);
  await tidied(database, say);
  say(`${ledger.accepted.size} orders are stored`);
  return orders;
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
