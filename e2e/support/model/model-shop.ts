import { randomUUID } from 'node:crypto';
import type { MovableClock } from '@okuru/platform';
import { type OpenScriptedShop, startScriptedShop } from '../journeys/scripted-shop.js';
import { BatchLanes } from './batch-lanes.js';
import { IllServices } from './ill-services.js';
import type { Script } from './script.js';
import { SPEAKERS } from './shop-model.js';

const NO_ORDER = '00000000-0000-7000-8000-000000000000';
const DUE = 'SELECT FROM okuru_order.timer WHERE due_at <= $1 LIMIT 1';
const HEADS = `
  SELECT 'order' AS speaker, key, aggregate_version::int AS facts FROM okuru_order.event_head WHERE key = ANY ($1::text[])
  UNION ALL SELECT 'inventory', key, aggregate_version::int FROM okuru_inventory.event_head WHERE key = ANY ($1::text[])
  UNION ALL SELECT 'shipping', key, aggregate_version::int FROM okuru_shipping.event_head WHERE key = ANY ($1::text[])`;

/** The real four services for as many waves of scripts as a test runs, one after the other. */
export interface OpenModelShop extends OpenScriptedShop {
  readonly lanes: BatchLanes;
  readonly ill: IllServices;
  readonly clock: MovableClock;
  /** Brings in two skus for each script; answers their common names. */
  stockFor(scripts: readonly Script[]): Promise<string[]>;
  /** The last order and sku there are before those of a wave. */
  beforeAllOf(names: readonly string[]): Promise<{ orderId: string; sku: string }>;
  /** Waits until no timer is due: the service sweeps by itself too, and whoever comes first handles it. */
  timersHandled(): Promise<void>;
  /** Waits until everything that was stated of the orders has reached the log. */
  relayed(orderIds: readonly string[]): Promise<void>;
}

export const startModelShop = async (): Promise<OpenModelShop> => {
  const lanes = new BatchLanes();
  // What is set aside on purpose is told at `error`.
  const scripted = await startScriptedShop(lanes, 'fatal');
  const { shop, database } = scripted;
  const ill = new IllServices(shop.running);
  let named = 0;

  const bringIn = async (rows: readonly { sku: string; onHand: number; safety: number }[]): Promise<void> => {
    const items = ['sku,name_ja,length_mm,width_mm,height_mm,weight_g,value_yen'];
    items.push(...rows.map(({ sku }) => `${sku},${sku} 品,120,90,60,300,1000`));
    const counts = [
      'sku,on_hand,safety',
      ...rows.map(({ sku, onHand, safety }) => `${sku},${onHand},${safety}`),
    ];
    const known = await shop.call('ops', 'POST', '/v1/items/import', items.join('\n'));
    const counted = await shop.call('ops', 'POST', '/v1/stock/import', counts.join('\n'), {
      'idempotency-key': randomUUID(),
    });
    for (const { status, body } of [known, counted])
      if (status !== 200) throw new Error(JSON.stringify(body));
    await shop.until(
      () => shop.call('ops', 'GET', '/v1/catalogue'),
      (heard) => heard.body.catalogueVersion >= known.body.catalogueVersion,
    );
  };

  return {
    ...scripted,
    lanes,
    ill,
    stockFor: async (scripts) => {
      const names = scripts.map(() => `M${String((named += 1)).padStart(7, '0')}`);
      await bringIn(
        scripts.flatMap(({ onHand, safety }, at) =>
          ['a', 'b'].map((which, nth) => ({
            sku: `${names[at]}-${which}`,
            onHand: onHand[nth]!,
            safety: safety[nth]!,
          })),
        ),
      );
      return names;
    },
    beforeAllOf: async ([first]) => {
      const { rows } = await database.query<{ last: string | null }>(
        'SELECT order_id AS last FROM okuru_order.orders ORDER BY order_id DESC LIMIT 1',
      );
      return { orderId: rows[0]?.last ?? NO_ORDER, sku: first ?? '' };
    },
    timersHandled: async () => {
      const { clock, sweepTimers } = scripted;
      await shop.until(
        async () => {
          await sweepTimers();
          return (await database.query(DUE, [clock.now()])).rowCount;
        },
        (due) => due === 0,
      );
    },
    relayed: async (orderIds) => {
      const { rows } = await database.query<{
        speaker: (typeof SPEAKERS)[number];
        key: string;
        facts: number;
      }>(HEADS, [orderIds.map((orderId) => `order:${orderId}`)]);
      await Promise.all(rows.map(({ speaker, key, facts }) => lanes.untilSaid(speaker, key, facts)));
    },
  };
};
