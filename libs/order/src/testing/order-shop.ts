import { definitionOf, topicOf, type EventData, type EventType } from '@okuru/contracts';
import {
  ApiKeys,
  encodeEvent,
  KeyRing,
  MemoryEventLog,
  MovableClock,
  readConfig,
  startServices,
  Timers,
  type RunningApp,
} from '@okuru/platform';
import { migratedDatabase, until, type TestDatabase } from '@okuru/platform/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { orderService } from '../index.js';
import { migrations } from '../migrations/index.js';
import type { PlaceOrderDto } from '../place-order/place-order.dto.js';
import type { OrderAnswer } from '../show-order/order-answer.js';
import { anOrderBody } from './an-order.js';

export const START = new Date('2026-01-15T03:00:00.000Z');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;

  readonly json: any;
}

export interface Stated {
  readonly type: EventType;
  readonly aggregateVersion: number;

  readonly data: any;
}

interface Asking {
  readonly key?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly traceparent?: string;
}

/** The order service with its API, on a database of its own, a log in memory and a clock that stands still. */
export class OrderShop {
  /** Of every item the shop has; an order may name them. */
  static readonly SKUS = ['MUG', 'TEA'];
  private heardBefore = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly sql: pg.Pool,
    readonly clock: MovableClock,
    readonly log: MemoryEventLog,
    private running: RunningApp,
    private readonly env: Readonly<Record<string, string>>,
    readonly keys: {
      readonly web: string;
      readonly mall: string;
      readonly ops: string;
      readonly warehouse: string;
    },
  ) {}

  /** `env` overrides variables of the environment the service reads. */
  static async open(env: Readonly<Record<string, string>> = {}): Promise<OrderShop> {
    const database = await migratedDatabase('order', migrations);
    const clock = new MovableClock(START);
    const log = new MemoryEventLog();
    const running = await start(database.url, clock, log, env);
    const apiKeys = running.app.get(ApiKeys, { strict: false });
    const issue = async (role: 'storefront' | 'ops' | 'warehouse', channel?: string) =>
      (await apiKeys.issue({ role, label: 'test', ...(channel === undefined ? {} : { channel }) })).key;
    const keys = {
      web: await issue('storefront', 'web'),
      mall: await issue('storefront', 'mall'),
      ops: await issue('ops'),
      warehouse: await issue('warehouse'),
    };
    const sql = new pg.Pool({
      connectionString: database.url,
      max: 4,
      options: '-c search_path=okuru_order',
    });
    const shop = new OrderShop(database, sql, clock, log, running, env, keys);
    await shop.knows(...OrderShop.SKUS);
    return shop;
  }

  /** Another process takes over: same database, same log. */
  async restart(): Promise<void> {
    await this.running.close();
    this.running = await start(this.database.url, this.clock, this.log, this.env);
  }

  async close(): Promise<void> {
    await this.running.close();
    await this.log.close();
    await this.sql.end();
    await this.database.drop();
  }

  async ask(
    method: string,
    path: string,
    { key = this.keys.web, body, idempotencyKey, traceparent }: Asking = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.running.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    };
  }

  post(body: unknown, asking: Asking = {}): Promise<Answer> {
    return this.ask('POST', '/v1/orders', { body, idempotencyKey: uuidv7(), ...asking });
  }

  /** Places an order and answers its id. */
  async place(more: Partial<PlaceOrderDto> = {}, key = this.keys.web): Promise<string> {
    const { status, json } = await this.post(anOrderBody(more), { key });
    if (status !== 201) throw new Error(`the order was answered ${status}: ${JSON.stringify(json)}`);
    return json.orderId;
  }

  async show(orderId: string, key = this.keys.ops): Promise<OrderAnswer> {
    return (await this.ask('GET', `/v1/orders/${orderId}`, { key })).json;
  }

  /** What the order service has stated about an order, oldest first. */
  async stated(orderId: string): Promise<Stated[]> {
    const { rows } = await this.sql.query<Stated>(
      `SELECT type, aggregate_version::integer AS "aggregateVersion", data FROM event WHERE key = $1 ORDER BY aggregate_version`,
      [`order:${orderId}`],
    );
    return rows;
  }

  async statedTypes(orderId: string): Promise<string[]> {
    return (await this.stated(orderId)).map(({ type }) => type);
  }

  /** Another service states a fact; its topic carries it. */
  async tell<T extends EventType>(type: T, data: EventData<T>, id: string = uuidv7()): Promise<void> {
    await this.tellAtOnce({ type, data, id });
  }

  /** Facts of one service in one go, so that those of one order come in one delivery. */
  async tellAtOnce(
    ...facts: readonly { readonly type: EventType; readonly data: unknown; readonly id: string }[]
  ): Promise<void> {
    const stated = facts.map(({ type, data, id }) => {
      const definition = definitionOf(type);
      if (definition === undefined) throw new Error(`${type} is not in the catalogue`);
      const record = encodeEvent({
        id,
        type,
        version: definition.version,
        source: definition.emitter,
        key: definition.key(data),
        time: this.clock.now().toISOString(),
        aggregateVersion: 1,
        data: JSON.stringify(data),
      });
      return { record, topic: topicOf(definition.emitter) };
    });
    await this.log.append(
      stated[0]!.topic,
      stated.map(({ record }) => record),
    );
  }

  /** The items become known to the order service. */
  knows(...skus: string[]): Promise<void> {
    return this.knowsItems(...skus.map((sku) => anItem(sku)));
  }

  /** As they are stated; one that was known before takes a higher version. */
  async knowsItems(...items: ReturnType<typeof anItem>[]): Promise<void> {
    this.heardBefore += 1;
    const catalogueVersion = this.heardBefore;
    for (const item of items)
      await this.tell('item.changed', { ...item, catalogueVersion, catalogueItems: items.length });
    await until(async () => {
      const { rows } = await this.sql.query(
        `SELECT FROM item_replica known JOIN unnest($1::text[], $2::int[]) AS told (sku, version)
           ON known.sku = told.sku AND known.item_version >= told.version`,
        [items.map(({ sku }) => sku), items.map(({ itemVersion }) => itemVersion)],
      );
      return rows.length === items.length;
    });
  }

  async untilStatus(orderId: string, status: string): Promise<OrderAnswer> {
    await until(async () => (await this.show(orderId)).status === status);
    return this.show(orderId);
  }

  /** The order service has heard everything that was told. */
  async untilHeard(): Promise<void> {
    const topics = ['inventory', 'shipping', 'notification'].map((name) => topicOf(name as 'inventory'));
    await until(async () => {
      const lag = await this.log.lag('okuru.order', topics);
      return lag.every(({ nextOffset, endOffset }) => nextOffset >= endOffset);
    });
  }

  get keyRing(): KeyRing {
    return this.running.app.select(orderService.module).get(KeyRing, { strict: false });
  }

  /** Due timers fire now instead of within the second. */
  async sweepTimers(): Promise<void> {
    await this.running.app.select(orderService.module).get(Timers, { strict: false }).sweep();
  }
}

const start = (
  url: string,
  clock: MovableClock,
  eventLog: MemoryEventLog,
  env: Readonly<Record<string, string>>,
): Promise<RunningApp> =>
  startServices(
    readConfig({
      DATABASE_URL: url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      OKURU_RATE_LIMIT_PER_MINUTE: '0',
      OKURU_EVENT_LOG: 'memory',
      // A busy machine is no reason for an order to be refused.
      OKURU_INTAKE_WAIT_MS: '60000',
      ...env,
    }),
    [orderService],
    { clock, eventLog },
  );

/** The facts of an item, as inventory states them. */
export const anItem = (
  sku: string,
): Omit<EventData<'item.changed'>, 'catalogueVersion' | 'catalogueItems'> => ({
  sku,
  itemVersion: 1,
  names: { ja: sku, en: sku },
  barcodes: [],
  size: null,
  weightGrams: null,
  valueYen: 1500,
  temperature: 'ambient',
  handling: {
    fragile: false,
    keepUpright: false,
    doNotStack: false,
    liquid: false,
    battery: false,
    loadOnTopGramsMax: null,
  },
  shelf: null,
  lookAlikeGroup: null,
  countable: false,
});
