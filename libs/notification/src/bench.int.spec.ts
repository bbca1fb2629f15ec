import { until } from '@okuru/platform/testing';
import { aMailServer } from './testing/mail-server.js';
import { runningNotification } from './testing/running-notification.js';

const N = Number(process.env.BENCH ?? 3000);
const redis = process.env.BENCH_REDIS;
const run = async (env: Record<string, string>, label: string) => {
  const shop = await runningNotification({ ...env, ...(redis ? { REDIS_URL: redis } : {}) });
  const orders = Array.from({ length: N }, () => shop.anOrder());
  const events = [] as any[];
  for (const o of orders) events.push(await o.confirmed());
  const from = performance.now();
  await shop.hears(...events);
  const appended = performance.now();
  await until(async () => Number((await shop.rows<any>("select count(*) from okuru_notification.letter where state='sent'"))[0].count) === N, 120_000);
  const ms = performance.now() - from;
  console.log(label, redis ? 'redis' : 'pg', { N, appendMs: appended - from, ms, perSecond: Math.round(N / ms * 1000) }, await shop.rows("select max(attempts), count(distinct message_id) from okuru_notification.letter"));
  await shop.close();
};
it('mailbox', () => run({}, 'mailbox'), 300_000);
it('smtp', async () => {
  const server = await aMailServer();
  await run({ SMTP_URL: server.url }, 'smtp');
  console.log('connections', server.behaviour.connections, server.received.length);
  await server.close();
}, 300_000);
