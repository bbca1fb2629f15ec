import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { ApiClient, type Call } from '../../api/api-client.js';
import { inParallel } from '../../demo/parallel.js';
import { twoLineOrder } from './two-line-order.js';
import type { HandedOver, LoadJob, LoadOrder, LoadWord, Posted } from './load-job.js';

const SOCKETS_MAX = 128;
const PAGE = 100;
/** Between two looks at what is planned when there was nothing. */
const PAUSE_MS = 25;
const FULL = 503;
/** Of one order, before its refusal is believed. */
const POSTS_MAX = 100;
const POST_PAUSE_MS = 150;

const job = workerData as LoadJob;
/** As a balancer in front of the processes of a service would. */
const inTurn = (urls: readonly string[], key: string): (() => ApiClient) => {
  const clients = urls.map((url) => new ApiClient(url, key, SOCKETS_MAX));
  let next = 0;
  return () => clients[next++ % clients.length]!;
};
const storefront = inTurn(job.orderUrls, job.storefrontKey);
const warehouse = inTurn(job.shippingUrls, job.warehouseKey);
let handedOver: HandedOver[] = [];
let faults: string[] = [];
let working: Promise<void> | undefined;
let resting = false;

const tell = (word: LoadWord): void => parentPort?.postMessage(word);

interface OneAnswer {
  readonly status: number;
  readonly body: { readonly orderId: string; readonly trackingNumber: string; readonly status: string };
}

/** Waits until each is due; without a rate everything is due at once. */
const paced = (perSecond: number | undefined) => {
  const startedAt = performance.now();
  return async (at: number): Promise<number> => {
    if (perSecond === undefined) return performance.now();
    const dueAt = startedAt + (at * 1_000) / perSecond;
    await wait(Math.max(0, dueAt - performance.now()));
    return dueAt;
  };
};

const post = async (order: Extract<LoadOrder, { kind: 'post' }>): Promise<void> => {
  const { prefix, orders, skus, perRequest, atOnce, perSecond } = order;
  const made = Array.from({ length: orders }, (_, n) => {
    const reference = `${prefix}-${n}`;
    return { reference, ...twoLineOrder(job.goods, skus, reference, n) };
  });
  const requests = Array.from({ length: Math.ceil(orders / perRequest) }, (_, at) => ({
    at,
    orders: made.slice(at * perRequest, (at + 1) * perRequest),
  }));
  const posted: Posted[] = [];
  const refused: string[] = [];
  const tookMs: number[] = [];
  const due = paced(perSecond);
  const startedAt = performance.now();
  await inParallel(
    perSecond === undefined ? atOnce : requests.length,
    requests,
    async ({ at, orders: some }) => {
      const dueAt = await due(at);
      const answers = perRequest === 1 ? [await postOne(some[0]!)] : await postMany(some);
      tookMs.push(performance.now() - dueAt);
      answers.forEach(({ status, body }, nth) => {
        const { reference, units } = some[nth]!;
        if (status === 201) posted.push({ reference, orderId: body.orderId, units });
        else refused.push(`${reference}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
      });
    },
  );
  tell({ kind: 'posted', posted, refused, tookMs, lastedMs: performance.now() - startedAt });
};

interface Made {
  readonly reference: string;
  readonly body: object;
}

const postOne = async ({ reference, body }: Made): Promise<OneAnswer> =>
  (await storefront().insist('POST', '/v1/orders', {
    json: body,
    headers: { 'idempotency-key': reference },
  })) as unknown as OneAnswer;

/** What a full shop asks to have sent again is sent again, as a storefront would. */
const postMany = async (made: readonly Made[]): Promise<readonly OneAnswer[]> => {
  const answers = new Map<Made, OneAnswer>();
  for (let tries = 0; tries < POSTS_MAX && answers.size < made.length; tries += 1) {
    if (tries > 0) await wait(POST_PAUSE_MS);
    const left = made.filter((each) => !answers.has(each));
    const orders = left.map(({ reference, body }) => ({ idempotencyKey: reference, order: body }));
    const { body } = await storefront().must([200], 'POST', '/v1/orders/batch', { json: { orders } });
    const isLast = tries === POSTS_MAX - 1;
    (body as { answers: readonly OneAnswer[] }).answers.forEach((answer, nth) => {
      if (isLast || answer.status !== FULL) answers.set(left[nth]!, answer);
    });
  }
  return made.map((each) => answers.get(each)!);
};

interface Planned {
  readonly parcelId: string;
  readonly expectedWeightGrams: number | null;
  readonly lines: readonly { readonly barcodes: readonly string[]; readonly quantity: number }[];
}

/** What a packing line would send: first what was scanned and weighed, then the waybills that came of it. */
const workAll = async (): Promise<void> => {
  // bound: until told to rest
  while (!resting) {
    // Always the first page: plans of another batch may commit later under earlier ids.
    const { body } = await warehouse().must([200], 'GET', `/v1/parcels?status=planned&limit=${PAGE}`);
    const { parcels } = body as { parcels: readonly Planned[] };
    if (parcels.length > 0) await pack(parcels);
    else await wait(PAUSE_MS);
  }
};

const pack = async (parcels: readonly Planned[]): Promise<void> => {
  const run = async (call: Call): Promise<readonly OneAnswer[]> =>
    (
      (await warehouse().must([200], 'POST', '/v1/packing-runs', call)).body as {
        answers: readonly OneAnswer[];
      }
    ).answers;
  const packed = await run({
    json: {
      parcels: parcels.map(({ parcelId, lines, expectedWeightGrams }) => ({
        opId: `${parcelId}/pack`,
        parcelId,
        scans: lines.flatMap(({ barcodes, quantity }) =>
          Array.from({ length: quantity }, () => ({ barcode: barcodes[0] })),
        ),
        grams: expectedWeightGrams ?? 500,
        label: true,
      })),
    },
  });
  const left = await run({
    json: {
      parcels: parcels.map(({ parcelId }, at) => ({
        opId: `${parcelId}/leave`,
        parcelId,
        waybill: packed[at]!.body.trackingNumber,
        handOver: true,
      })),
    },
  });
  parcels.forEach(({ parcelId, lines }, at) => {
    const { status, body } = left[at]!;
    if (status === 200 && body.status === 'dispatched')
      handedOver.push({
        parcelId,
        waybill: body.trackingNumber,
        units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      });
    else faults.push(`${parcelId}: ${JSON.stringify([packed[at], left[at]]).slice(0, 400)}`);
  });
};

const rest = async (): Promise<void> => {
  resting = true;
  await working;
  working = undefined;
  tell({ kind: 'worked', handedOver, faults });
  handedOver = [];
  faults = [];
};

const ask = async (order: Extract<LoadOrder, { kind: 'ask' }>): Promise<void> => {
  const { url, prefix, requests, atOnce } = order;
  const reference = new ApiClient(url, job.storefrontKey, SOCKETS_MAX);
  const bodies = Array.from(
    { length: requests },
    (_, n) => twoLineOrder(job.goods, job.goods.length, `${prefix}-${n}`, n).body,
  );
  const tookMs: number[] = [];
  const startedAt = performance.now();
  await inParallel(atOnce, bodies, async (json) => {
    const sentAt = performance.now();
    await reference.must([201], 'POST', url, { json });
    tookMs.push(performance.now() - sentAt);
  });
  const lastedMs = performance.now() - startedAt;
  reference.close();
  tell({ kind: 'posted', posted: [], refused: [], tookMs, lastedMs });
};

const follow = async (order: LoadOrder): Promise<void> => {
  if (order.kind === 'post') return post(order);
  if (order.kind === 'ask') return ask(order);
  if (order.kind === 'rest') return rest();
  resting = false;
  working = workAll();
  working.catch((fault: unknown) => tell({ kind: 'fault', text: String(fault) }));
};

parentPort?.on('message', (order: LoadOrder) => {
  follow(order).catch((fault: unknown) => tell({ kind: 'fault', text: String(fault) }));
});
