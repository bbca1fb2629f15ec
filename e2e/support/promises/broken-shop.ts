import type { ScriptedShop } from '../journeys/scenario.js';
import type { Delivery } from '@okuru/platform';
import type { OrderLanes } from '../order-lanes.js';
import type { Reply, TestShop } from '../shop.js';
import { type Break, type BrokenStatements, FLOW_HEADER } from './broken-statements.js';

/** A client or a log that is told "not now" asks again, so often at most. */
const TRIES_MAX = 20;
const BETWEEN_TRIES_MS = 20;

/** What was broken so far, by flow: `POST /v1/orders`, `inventory hears order`. */
export interface Breakage {
  readonly flows: Map<string, number>;
  /** Answers of the API that no client should be given. */
  readonly visible: string[];
}

/** The same shop, in which every request and every delivery breaks at its n-th statement and is made again as its sender would. */
export const brokenShop = (
  scripted: ScriptedShop,
  statements: BrokenStatements,
  { how, at, breakage }: { readonly how: Break; readonly at: number; readonly breakage: Breakage },
): ScriptedShop => {
  const note = (flow: string, broke: boolean): void => {
    if (broke) breakage.flows.set(flow, (breakage.flows.get(flow) ?? 0) + 1);
  };
  const call: TestShop['call'] = async (role, method, path, body, headers = {}) => {
    const flow = `${method} ${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`;
    const ask = (more: Record<string, string> = {}): Promise<Reply> =>
      scripted.shop.call(role, method, path, body, { ...headers, ...more });
    const { answer: first, broke } = await statements.run(how, at, (id) => ask({ [FLOW_HEADER]: id }));
    note(flow, broke);
    let reply = first;
    for (let tries = 1; mayAskAgain(reply) && tries < TRIES_MAX; tries += 1) {
      await pause();
      reply = await ask();
    }
    if (first.status >= 500 && first.status !== 503) breakage.visible.push(`${flow}: ${first.status}`);
    return reply;
  };
  const deliver = async (delivery: Delivery): Promise<boolean> => {
    const flow = `${delivery.group} hears ${delivery.topic}`;
    const hand = (): Promise<boolean> => scripted.lanes.deliver(delivery);
    const { answer, broke } = await statements.run(how, at, hand);
    note(flow, broke);
    let taken = answer;
    for (let tries = 1; !taken && tries < TRIES_MAX; tries += 1) {
      await pause();
      taken = await hand();
    }
    return taken;
  };
  return {
    ...scripted,
    shop: { ...scripted.shop, call },
    lanes: new Proxy<OrderLanes>(scripted.lanes, {
      get: (lanes, name) => {
        if (name === 'deliver') return deliver;
        const value: unknown = Reflect.get(lanes, name, lanes);
        return typeof value === 'function' ? value.bind(lanes) : value;
      },
    }),
    sweepTimers: async () => {
      const { broke } = await statements.run(how, at, () => scripted.sweepTimers());
      note('timers', broke);
    },
  };
};

const mayAskAgain = ({ status, body }: Reply): boolean =>
  status >= 500 || status === 429 || (status === 409 && body?.code === 'idempotency-key-in-flight');

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
