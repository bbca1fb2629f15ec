import { type Config, MovableClock, Timers } from '@okuru/platform';
import { Pool } from 'pg';
import { OrderLanes } from '../order-lanes.js';
import { startShop } from '../shop.js';
import type { ScriptedShop } from './scenario.js';

const CONNECTIONS_MAX = 4;

export interface OpenScriptedShop extends ScriptedShop {
  close(): Promise<void>;
}

export const startScriptedShop = async (
  lanes = new OrderLanes(),
  logLevel: Config['logLevel'] = 'error',
): Promise<OpenScriptedShop> => {
  const clock = new MovableClock();
  const shop = await startShop({ clock, eventLog: lanes, deliver: () => lanes.deliverItems(), logLevel });
  const database = new Pool({ connectionString: shop.databaseUrl, max: CONNECTIONS_MAX });
  const timers = shop.running.app.get(Timers, { strict: false, each: true });
  return {
    shop,
    lanes,
    clock,
    database,
    sweepTimers: async () => void (await Promise.all(timers.map((each) => each.sweep()))),
    close: async () => {
      await database.end();
      await shop.close();
      await lanes.close();
    },
  };
};
