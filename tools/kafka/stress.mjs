/**
 * A load on an event log, on demand: appends and hears records at the same time, checks that none is lost and that
 * each key keeps its order, prints the rates.
 *
 *   node tools/kafka/stress.mjs --log postgres --database postgres://… [--records 200000] [--members 2] …
 *   node tools/kafka/stress.mjs --log kafka    [--brokers host:port]        (else a local broker is started)
 *   node tools/kafka/stress.mjs --log memory
 */
import { register } from 'node:module';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

register('../../libs/platform/src/testing/typescript-loader.mjs', import.meta.url);
const platform = new URL('../../libs/platform/src/', import.meta.url);
const from = (path) => import(new URL(path, platform).href);

const { values: options } = parseArgs({
  options: {
    log: { type: 'string', default: 'memory' },
    database: { type: 'string' },
    brokers: { type: 'string' },
    records: { type: 'string', default: '100000' },
    keys: { type: 'string', default: '5000' },
    partitions: { type: 'string', default: '12' },
    append: { type: 'string', default: '500' },
    batch: { type: 'string', default: '500' },
    members: { type: 'string', default: '2' },
    bytes: { type: 'string', default: '600' },
    writers: { type: 'string', default: '2' },
  },
});
const number = (name) => Number(options[name]);
const SILENCE_MS_MAX = 60_000;

const openLogs = async () => {
  const { MemoryEventLog, MemoryStore } = await from('event-log/index.ts');
  const store = new MemoryStore();
  if (options.log === 'memory')
    return { open: async () => new MemoryEventLog({ store }), done: async () => undefined };
  if (options.log === 'postgres') {
    const { PostgresEventLog } = await from('event-log/index.ts');
    const database =
      options.database ?? process.env.DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';
    const schema = `stress_${Date.now()}`;
    const open = async () => {
      const log = new PostgresEventLog({ database, schema });
      await log.install();
      return log;
    };
    const done = async () => {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      const dropping = `DROP SCHEMA "${schema}" CASCADE`;
      await client.query(dropping);
      await client.end();
    };
    return { open, done };
  }
  const { KafkaEventLog } = await from('event-log/index.ts');
  const { startLocalKafka } = await from('local-servers/index.ts');
  const local = options.brokers ? undefined : await startLocalKafka();
  const brokers = (options.brokers ?? local.brokers).split(',');
  const open = async () => new KafkaEventLog({ brokers, clientId: 'stress', replicationFactor: 1 });
  return { open, done: async () => local?.stop() };
};

const { open, done } = await openLogs();
const topic = `stress.${Date.now()}`;
const writer = await open();
await writer.ensureTopic(topic, number('partitions'));

const total = number('records');
const filling = 'x'.repeat(number('bytes'));
const headers = { ce_id: 'a'.repeat(36), ce_type: 'okuru.order.placed', traceparent: 'b'.repeat(55) };
const recordAt = (at) => {
  const turn = Math.floor(at / number('keys'));
  return { key: `order:${at % number('keys')}`, headers, value: JSON.stringify({ turn, filling }) };
};

let heard = 0;
let again = 0;
const nextTurn = new Map();
const onBatch = async ({ records }) => {
  for (const { key, value } of records) {
    const { turn } = JSON.parse(value);
    const expected = nextTurn.get(key) ?? 0;
    if (turn > expected) throw new Error(`${key}: heard ${turn} before ${expected}`);
    if (turn < expected) again += 1;
    else {
      nextTurn.set(key, expected + 1);
      heard += 1;
    }
  }
};

const rate = (count, sinceMs) =>
  `${Math.round(count / ((performance.now() - sinceMs) / 1000)).toLocaleString('en')}/s`;
const faults = [];
const listen = async (log) =>
  log.subscribe({
    group: 'stress',
    topics: [topic],
    startFrom: 'beginning',
    batchSizeMax: number('batch'),
    onBatch,
    onFault: (fault) => faults.push(fault),
  });

/** Keys are split between writers, so that the order per key is each writer's own. */
const write = async (fromRecord, toRecord) => {
  const writers = Array.from({ length: number('writers') }, async (_, index) => {
    let some = [];
    for (let at = fromRecord; at < toRecord; at += 1) {
      if ((at % number('keys')) % number('writers') !== index) continue;
      some.push(recordAt(at));
      if (some.length < number('append')) continue;
      await writer.append(topic, some);
      some = [];
    }
    await writer.append(topic, some);
  });
  await Promise.all(writers);
};

const hearAll = async (count) => {
  let seen = -1;
  let quietSince = performance.now();
  while (heard < count) {
    if (heard !== seen) quietSince = performance.now();
    seen = heard;
    if (performance.now() - quietSince > SILENCE_MS_MAX)
      throw new Error(`lost: heard ${heard} of ${count}; ${faults}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

let start = performance.now();
await write(0, total);
console.log(`append alone:       ${rate(total, start)}`);

start = performance.now();
const listeners = await Promise.all(Array.from({ length: number('members') }, open));
const members = [];
for (const log of listeners) members.push(await listen(log));
await hearAll(total);
console.log(`hear alone:         ${rate(total, start)} (joining included)`);

start = performance.now();
await Promise.all([write(total, 2 * total), hearAll(2 * total)]);
console.log(`append while heard: ${rate(total, start)}`);
console.log(`heard again: ${again}, faults: ${faults.length} ${faults.slice(0, 3)}`);

await Promise.all(members.map((member) => member.close()));
await Promise.all([writer, ...listeners].map((log) => log.close()));
await done();
