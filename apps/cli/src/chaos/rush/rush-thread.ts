import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { rushedOrder } from './rushed-order.js';
import type { RushAnswer, RushJob, RushOrder, RushWord } from './rush-job.js';

const SOCKETS_MAX = 1_000;
const ANSWER_WITHIN_MS = 20_000;
const TICK_MS = 5;
const TELL_EVERY_MS = 250;

const job = workerData as RushJob;
const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
let posted = 0;
let underWay = 0;
let rushing = false;
let told: RushAnswer[] = [];

const tell = (word: RushWord): void => parentPort?.postMessage(word);
const tellAnswers = (): void => {
  if (told.length > 0) tell({ kind: 'answers', answers: told });
  told = [];
};

const post = (dueAt: number): Promise<void> => {
  const { reference, quantity, body } = rushedOrder(job, (posted += 1));
  const payload = JSON.stringify(body);
  underWay += 1;
  return new Promise((resolve) => {
    let settled = false;
    const settle = (answer: Pick<RushAnswer, 'status' | 'saysWhenToComeAgain' | 'orderId'>): void => {
      if (settled) return;
      settled = true;
      underWay -= 1;
      told.push({ reference, quantity, dueAt, tookMs: Date.now() - dueAt, ...answer });
      resolve();
    };
    const lost = (): void => settle({ status: 0, saysWhenToComeAgain: false });
    const outgoing = request(
      new URL('/v1/orders', job.url),
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${job.key}`,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(payload)),
          'idempotency-key': reference,
        },
      },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', lost);
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0;
          const saysWhenToComeAgain = incoming.headers['retry-after'] !== undefined;
          if (status !== 201) return settle({ status, saysWhenToComeAgain });
          const { orderId } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { orderId: string };
          settle({ status, saysWhenToComeAgain, orderId });
        });
      },
    );
    outgoing.setTimeout(ANSWER_WITHIN_MS, () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', lost);
    outgoing.end(payload);
  });
};

const ramp = async (callers: number, ms: number): Promise<void> => {
  const endsAt = Date.now() + ms;
  const call = async (): Promise<void> => {
    while (Date.now() < endsAt) await post(Date.now());
  };
  await Promise.all(Array.from({ length: callers }, call));
};

/** What the thread could not post in time is posted at once: the load depends on the clock and on nothing else. */
const rush = async (perSecond: number): Promise<void> => {
  const begunAt = Date.now();
  let sent = 0;
  // bound: until told to end
  while (rushing) {
    const due = Math.floor(((Date.now() - begunAt) * perSecond) / 1_000);
    for (; sent < due; sent += 1) void post(begunAt + Math.round((sent * 1_000) / perSecond));
    await wait(TICK_MS);
  }
};

const untilQuiet = async (): Promise<void> => {
  // bound: ANSWER_WITHIN_MS, which ends every request
  while (underWay > 0) await wait(TICK_MS);
  tellAnswers();
  tell({ kind: 'quiet' });
};

setInterval(tellAnswers, TELL_EVERY_MS);
parentPort?.on('message', (order: RushOrder) => {
  rushing = order.kind === 'rush';
  if (order.kind === 'rush') void rush(order.perSecond);
  else if (order.kind === 'end') void untilQuiet();
  else void ramp(order.callers, order.ms).then(untilQuiet);
});
