import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ApiClient } from '../../api/api-client.js';
import type { Ledger } from '../../demo/ledger.js';
import type { Scenario } from '../../demo/scenario.js';
import type { Seat } from '../load/recording-client.js';
import { within } from '../within.js';
import { rushFigures, type RushFigures } from './rush-figures.js';
import type { RushAnswer, RushJob, RushOrder, RushWord } from './rush-job.js';
import { rushedOrder } from './rushed-order.js';

const QUIET_WITHIN_MS = 30_000;

export interface RushParts {
  readonly scenario: Scenario;
  readonly ledger: Ledger;
  readonly seat: Seat;
  /** Asks again about orders whose answer never came. */
  readonly storefront: ApiClient;
  readonly storefrontKey: string;
  readonly prefix: string;
}

/** Far more orders than the shop can take, from a thread of their own; each one said yes to stands in the ledger. */
export class Rush {
  private worker: Worker | undefined;
  private job: RushJob | undefined;
  private answers: RushAnswer[] = [];
  private begunAt = 0;
  /** Reference → number of the request in the ledger. */
  private readonly asked = new Map<string, number>();

  constructor(private readonly parts: RushParts) {}

  open(url: string): void {
    const { scenario, storefrontKey: key, prefix } = this.parts;
    const plain = scenario.orders.find(
      ({ fate, mustBeRefused }) => fate === 'plain' && mustBeRefused === null,
    );
    if (!plain) throw new Error('There is no plain order to rush the shop with.');
    const goods = scenario.goods.map(({ sku, valueYen }) => ({ sku, valueYen }));
    this.job = { url, key, body: plain.body, goods, prefix };
    this.worker = new Worker(new URL('./rush-thread.js', import.meta.url), { workerData: this.job });
    this.worker.on('message', (word: RushWord) => {
      if (word.kind === 'about') this.ask(word.references);
      if (word.kind === 'answers') this.note(word.answers);
    });
  }

  /** What comes of the orders when so many callers wait for their answers. */
  async ramp(callers: number, ms: number): Promise<RushFigures> {
    this.answers = [];
    this.tell({ kind: 'ramp', callers, ms });
    await this.quiet();
    const figures = rushFigures(this.answers, ms);
    await this.settle();
    return figures;
  }

  get lastsMs(): number {
    return Date.now() - this.begunAt;
  }

  begin(perSecond: number): void {
    this.answers = [];
    this.begunAt = Date.now();
    this.tell({ kind: 'rush', perSecond });
  }

  async end(): Promise<RushFigures> {
    const lastedMs = this.lastsMs;
    this.tell({ kind: 'end' });
    await this.quiet();
    const figures = rushFigures(this.answers, lastedMs);
    await this.settle();
    return figures;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private tell(order: RushOrder): void {
    this.worker?.postMessage(order);
  }

  private quiet(): Promise<void> {
    const said = async (): Promise<void> => {
      // bound: QUIET_WITHIN_MS
      for (;;) {
        if (!this.worker) throw new Error('The rush is not open.');
        const [word] = (await once(this.worker, 'message')) as [RushWord];
        if (word.kind === 'quiet') return;
      }
    };
    return within('the last answers of the rush', QUIET_WITHIN_MS, said());
  }

  /** One sync for all of them, and only then may they go out. */
  private ask(references: readonly string[]): void {
    const { seat } = this.parts;
    const at = new Date().toISOString();
    const lines = references.map((reference) => {
      const n = seat.next();
      this.asked.set(reference, n);
      return { kind: 'asked', n, at, method: 'POST', path: '/v1/orders', key: reference } as const;
    });
    seat.ledger.add(...lines);
    this.tell({ kind: 'noted', count: references.length });
  }

  private note(answers: readonly RushAnswer[]): void {
    const { ledger, seat } = this.parts;
    const at = new Date().toISOString();
    const lines = answers.map(({ reference, status, orderId }) => {
      const n = this.asked.get(reference);
      if (n === undefined) throw new Error(`order ${reference} went out unasked`);
      this.asked.delete(reference);
      return status === 0
        ? ({ kind: 'unanswered', n, at } as const)
        : ({ kind: 'answered', n, at, status, ...(orderId === undefined ? {} : { orderId }) } as const);
    });
    seat.ledger.add(...lines);
    for (const each of answers) {
      const { reference, quantity, orderId, status, tookMs, dueAt } = each;
      this.answers.push(each);
      seat.seen.push({
        atMs: seat.msAt(dueAt),
        tookMs,
        status,
        what: 'POST /v1/orders',
        leftInTheDark: false,
      });
      if (orderId !== undefined) ledger.accepted.set(reference, { orderId, reference, units: quantity });
    }
  }

  /** An order whose answer never came may have been taken: its client asks again under its key, as it should. */
  private async settle(): Promise<void> {
    const { ledger, storefront, prefix } = this.parts;
    if (!this.job) return;
    for (const { reference, status } of this.answers) {
      if (status !== 0) continue;
      const { body, quantity } = rushedOrder(this.job, Number(reference.slice(prefix.length + 1)));
      const answer = await storefront.must([201], 'POST', '/v1/orders', {
        json: body,
        headers: { 'idempotency-key': reference },
      });
      const { orderId } = answer.body as { orderId: string };
      ledger.accepted.set(reference, { orderId, reference, units: quantity });
    }
  }
}
