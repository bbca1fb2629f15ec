import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import {
  ApiKeys,
  type Clock,
  type EventLog,
  type Config,
  MemoryEventLog,
  readConfig,
  type Role,
  type RunningApp,
  startServices,
} from '@okuru/platform';
import { databaseWithRoles } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import request from 'supertest';
import { type ServicesApart, startApart } from './services-apart.js';

/** As `npm run build` left it. */
const CONSOLE = fileURLToPath(new URL('../../apps/console/dist/web', import.meta.url));
const HEARD_WITHIN_MS = 30_000;
const SIZE_OF_A_MUG_MM = [120, 90, 60] as const;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** A whole shop in this process on a database of its own, spoken to over HTTP as its users do. */
export interface TestShop {
  readonly url: string;
  /** An administrator's: the services come with roles of their own. */
  readonly databaseUrl: string;
  readonly running: RunningApp;
  /** Where each service has a port of its own. */
  readonly apart?: ServicesApart;
  readonly keys: Readonly<Record<Role, string>>;
  call(
    role: Role,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /**
   * Imports the goods (names from the sku) with these units on hand and waits until the order service knows them. Goods
   * are as large as a mug unless their size in millimetres is given.
   */
  stock(
    units: Readonly<Record<string, number>>,
    sizes?: Readonly<Record<string, readonly [number, number, number]>>,
    unweighed?: readonly string[],
  ): Promise<void>;
  /** Polls until the answer holds; throws with the last value when it does not in time. */
  until<T>(look: () => Promise<T>, holds: (value: T) => boolean, withinMs?: number): Promise<T>;
  issueKey(role: Role, channel?: string): Promise<string>;
  close(): Promise<void>;
}

export const startShop = async (
  options: {
    clock?: Clock;
    eventLog?: EventLog;
    deliver?: () => Promise<void>;
    logLevel?: Config['logLevel'];
    /** More of the environment. */
    env?: Readonly<Record<string, string>>;
    /** Each service on a port of its own, and the gateway before them. */
    apart?: boolean;
  } = {},
): Promise<TestShop> => {
  const database = await databaseWithRoles();
  const config = readConfig({
    ...database.environment,
    OKURU_MASTER_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: options.logLevel ?? 'error',
    PORT: '0',
    // A busy machine is no reason for a rehearsal to fail or an order to be refused.
    OKURU_REHEARSAL_WAIT_MS: '30000',
    OKURU_INTAKE_WAIT_MS: '60000',
    ...options.env,
  });
  const services = [orderService, inventoryService, shippingService, notificationService];
  const started = {
    eventLog: options.eventLog ?? new MemoryEventLog(),
    pages: CONSOLE,
    ...(options.clock ? { clock: options.clock } : {}),
  };
  const apart = options.apart ? await startApart(config, services, started) : undefined;
  const running = apart
    ? { ...apart, app: apart.services['order']!.app }
    : await startServices(config, services, started);
  const apiKeys = new ApiKeys(database.url);
  const issueKey = async (role: Role, channel?: string): Promise<string> =>
    (await apiKeys.issue({ role, label: `test ${role}`, ...(channel ? { channel } : {}) })).key;
  const keys: Record<Role, string> = {
    storefront: await issueKey('storefront', 'web'),
    warehouse: await issueKey('warehouse'),
    ops: await issueKey('ops'),
    admin: await issueKey('admin'),
  };
  const call: TestShop['call'] = async (role, method, path, body, headers = {}) => {
    const csv = typeof body === 'string';
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    const asking = request(running.url);
    const answer = await asking[verb](path)
      .set({ authorization: `Bearer ${keys[role]}`, ...headers })
      .type(csv ? 'text/csv' : 'application/json')
      .ok(() => true)
      .send(csv ? body : (body as object | undefined));
    return {
      status: answer.status,
      headers: new Headers(answer.headers),
      body: parsed(answer.text),
    };
  };
  const until: TestShop['until'] = async (look, holds, withinMs = HEARD_WITHIN_MS) => {
    const deadline = Date.now() + withinMs;
    let value = await look();
    while (!holds(value)) {
      if (Date.now() > deadline)
        throw new Error(`it never came to pass; last seen: ${JSON.stringify(value)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await options.deliver?.();
      value = await look();
    }
    return value;
  };
  const stock: TestShop['stock'] = async (units, sizes = {}, unweighed = []) => {
    const skus = Object.keys(units);
    const rows = skus.map((sku, index) => {
      const size = (sizes[sku] ?? SIZE_OF_A_MUG_MM).join(',');
      const grams = unweighed.includes(sku) ? '' : '300';
      return `${sku},${sku} 品,${sku},${barcodeOf(index)},${size},${grams},1000`;
    });
    const items = [
      'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen',
      ...rows,
    ].join('\n');
    const imported = await call('ops', 'POST', '/v1/items/import', items);
    if (imported.status !== 200) throw new Error(JSON.stringify(imported.body));
    const counted = await call(
      'ops',
      'POST',
      '/v1/stock/import',
      ['sku,on_hand', ...skus.map((sku) => `${sku},${units[sku]}`)].join('\n'),
      { 'idempotency-key': randomUUID() },
    );
    if (counted.status !== 200) throw new Error(JSON.stringify(counted.body));
    await until(
      () => call('ops', 'GET', '/v1/catalogue'),
      (heard) => heard.body.catalogueVersion >= imported.body.catalogueVersion,
    );
  };
  return {
    url: running.url,
    databaseUrl: database.url,
    running,
    ...(apart ? { apart } : {}),
    keys,
    call,
    stock,
    until,
    issueKey,
    close: async () => {
      await running.close();
      await apiKeys.close();
      await database.drop();
    },
  };
};

/** EAN-13 of the own-use range for the n-th test item. */
export const barcodeOf = (index: number): string => {
  const body = `21${String(index + 1).padStart(10, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
