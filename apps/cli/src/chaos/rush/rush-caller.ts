import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { RushAnswer, RushJob, RushOrder, RushWord } from './rush-job.js';
import { rushedOrder } from './rushed-order.js';
import { ToldOrders } from './told-orders.js';

const SOCKETS_MAX = 1_000;
const ANSWER_WITHIN_MS = 20_000;
const TICK_MS = 5;
const TELL_ANSWERS_EVERY_MS = 250;
const TELL_ORDERS_EVERY_MS = 20;
/** An order is planned so long before it is due, so that the ledger knows of it by then. What takes longer counts as latency. */
const LEAD_MS = 250;

/** Posts the orders of a rush, none before the ledger knows of it. */
export class RushCaller {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  private readonly orders: ToldOrders;
  private readonly telling: readonly NodeJS.Timeout[];
  private underWay = 0;
  private rushing = false;
  // bound: what is answered within TELL_ANSWERS_EVERY_MS
  private answers: RushAnswer[] = [];

  constructor(
    private readonly job: RushJob,
    private readonly tell: (word: RushWord) => void,
  ) {
    this.orders = new ToldOrders((numbers) =>
      tell({ kind: 'about', references: numbers.map((n) => rushedOrder(job, n).reference) }),
    );
    this.telling = [
      setInterval(() => this.tellAnswers(), TELL_ANSWERS_EVERY_MS),
      setInterval(() => this.orders.tellGroup(), TELL_ORDERS_EVERY_MS),
    ];
  }

  obey(order: RushOrder): void {
    if (order.kind === 'noted') return this.orders.noted(order.count);
    this.rushing = order.kind === 'rush';
    if (order.kind === 'rush') void this.rush(order.perSecond);
    else if (order.kind === 'end') void this.untilQuiet();
    else void this.ramp(order.callers, order.ms).then(() => this.untilQuiet());
  }

  close(): void {
    this.telling.forEach((each) => clearInterval(each));
    this.agent.destroy();
  }

  /** A caller has its next order noted while it waits for an answer, so that the ledger slows nobody down. */
  private async ramp(callers: number, ms: number): Promise<void> {
    const first = await Promise.all(Array.from({ length: callers }, () => this.orders.next()));
    const endsAt = Date.now() + ms;
    const call = async (own: number): Promise<void> => {
      let next = Promise.resolve(own);
      while (Date.now() < endsAt) {
        const n = await next;
        next = this.orders.next();
        await this.post(n, Date.now());
      }
      this.orders.giveBack(await next);
    };
    await Promise.all(first.map(call));
  }

  /** What the thread could not post in time is posted at once: the load depends on the clock and on nothing else. */
  private async rush(perSecond: number): Promise<void> {
    const begunAt = Date.now() + LEAD_MS;
    let planned = 0;
    // bound: until told to end
    while (this.rushing) {
      const due = Math.floor(((Date.now() + LEAD_MS - begunAt) * perSecond) / 1_000);
      for (; planned < due; planned += 1)
        void this.postWhenDue(begunAt + Math.round((planned * 1_000) / perSecond));
      await wait(TICK_MS);
    }
  }

  private async postWhenDue(dueAt: number): Promise<void> {
    this.underWay += 1;
    const n = await this.orders.next();
    await wait(Math.max(0, dueAt - Date.now()));
    await this.post(n, dueAt);
    this.underWay -= 1;
  }

  private post(n: number, dueAt: number): Promise<void> {
    const { reference, quantity, body } = rushedOrder(this.job, n);
    const payload = JSON.stringify(body);
    const lateMs = Date.now() - dueAt;
    return new Promise((resolve) => {
      let settled = false;
      const settle = (answer: Pick<RushAnswer, 'status' | 'saysWhenToComeAgain' | 'orderId'>): void => {
        if (settled) return;
        settled = true;
        this.answers.push({ reference, quantity, dueAt, tookMs: Date.now() - dueAt, lateMs, ...answer });
        resolve();
      };
      const lost = (): void => settle({ status: 0, saysWhenToComeAgain: false });
      const outgoing = request(
        new URL('/v1/orders', this.job.url),
        {
          method: 'POST',
          agent: this.agent,
          headers: {
            authorization: `Bearer ${this.job.key}`,
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
  }

  private tellAnswers(): void {
    if (this.answers.length > 0) this.tell({ kind: 'answers', answers: this.answers });
    this.answers = [];
  }

  private async untilQuiet(): Promise<void> {
    // bound: LEAD_MS and ANSWER_WITHIN_MS, which end every order
    while (this.underWay > 0) await wait(TICK_MS);
    this.tellAnswers();
    this.tell({ kind: 'quiet' });
  }
}
