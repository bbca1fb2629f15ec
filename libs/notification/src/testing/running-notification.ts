import type { Envelope, EventType } from '@okuru/contracts';
import { topicOf } from '@okuru/contracts';
import {
  ApiKeys,
  type DeliveredRecord,
  type Fact,
  KeyRing,
  MemoryEventLog,
  readConfig,
  type Role,
  startServices,
} from '@okuru/platform';
import { migratedDatabase, recordOf } from '@okuru/platform/testing';
import pg from 'pg';
import { notificationService } from '../index.js';
import { migrations } from '../migrations/index.js';
import { OrderStory } from './events.js';

/** The service as a main starts it, on a log in memory that the test writes other services' facts to. */
export const runningNotification = async (env: Record<string, string> = {}) => {
  const database = await migratedDatabase('notification', migrations);
  const eventLog = new MemoryEventLog();
  const config = readConfig({
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    OKURU_SHOP_NAME: 'お茶の店',
    MAIL_FROM: 'お茶の店 <shop@example.jp>',
    ...env,
  });
  const running = await startServices(config, [notificationService], { eventLog });
  const keyRing = running.app.get(KeyRing);
  const keys = new Map<Role, string>();
  for (const role of ['ops', 'admin', 'storefront', 'warehouse'] as const)
    keys.set(
      role,
      (
        await running.app
          .get(ApiKeys)
          .issue({ role, label: role, ...(role === 'storefront' && { channel: 'web' }) })
      ).key,
    );
  const said: DeliveredRecord[] = [];
  await eventLog.subscribe({
    group: 'spec',
    topics: [topicOf('notification')],
    startFrom: 'beginning',
    batchSizeMax: 100,
    onBatch: ({ records }) => Promise.resolve(void said.push(...records)),
  });
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const get = (path: string, role?: Role): Promise<Response> =>
    fetch(`${running.url}${path}`, { headers: role ? { authorization: `Bearer ${keys.get(role)}` } : {} });
  return {
    ...running,
    /** What the service stated, as the log carries it. */
    said,
    get,
    getJson: async <Body>(path: string): Promise<Body> => (await get(path, 'ops')).json() as Promise<Body>,
    keyOf: (role: Role) => keys.get(role) ?? '',
    anOrder: (contact?: object) => new OrderStory(keyRing, contact),
    /** Another service states these facts. */
    hears: async (...events: Envelope[]): Promise<void> => {
      for (const { source, type, data, id } of events)
        await eventLog.append(`okuru.${source}`, [recordOf({ type: type as EventType, data, id } as Fact)]);
    },
    rows: async <Row>(sql: string): Promise<Row[]> => (await pool.query(sql)).rows as Row[],
    close: async () => {
      await running.close();
      await eventLog.close();
      await pool.end();
      await database.drop();
    },
  };
};
