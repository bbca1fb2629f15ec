import type { SeedRun } from './seed-run.js';
import type { ShopHand } from './shop-hand.js';

const PAGE_MAX = 100;
/** Far more than a wave has. */
const PAGES_MAX = 100;

/** Looks at every order and sku of the runs through the API, page by page, and holds it against the model. */
export const observe = async (
  runs: readonly SeedRun[],
  after: { orderId: string; sku: string },
): Promise<void> => {
  const [first] = runs;
  if (!first) return;
  const [orders, stock] = await Promise.all([
    shownOrders(first.hand, runs, after.orderId),
    shownStock(first.hand, after.sku, last(runs.flatMap(({ model }) => model.skus))),
  ]);
  for (const run of runs) {
    for (const [number, order] of run.model.orders.entries()) {
      const answer = orders.get(run.hand.orderIds[number] ?? '');
      run.compare(`order ${number} is shown as`, answer && orderAsTold(answer), order.shown());
    }
    for (const sku of run.model.skus)
      run.compare(`${sku} is shown as`, stockAsTold(stock.get(sku)), run.model.shownStock(sku));
  }
};

/** By the status each should have: an order in another one is not found. */
const shownOrders = async (
  hand: ShopHand,
  runs: readonly SeedRun[],
  after: string,
): Promise<Map<string, any>> => {
  const statuses = new Set(runs.flatMap(({ model }) => model.orders.map((order) => order.status())));
  const lists = await Promise.all(
    [...statuses].map((status) =>
      pages(
        hand,
        'ops',
        'orders',
        (from) => `/v1/orders?status=${status}&limit=${PAGE_MAX}&after=${from}`,
        after,
      ),
    ),
  );
  return new Map(lists.flat().map((order) => [order.orderId, order]));
};

const shownStock = async (hand: ShopHand, after: string, upTo: string): Promise<Map<string, any>> => {
  const list = await pages(
    hand,
    'warehouse',
    'stock',
    (from) => `/v1/stock?limit=${PAGE_MAX}&after=${from}`,
    after,
    (stock) => stock.sku >= upTo,
  );
  return new Map(list.map((stock) => [stock.sku, stock]));
};

const pages = async (
  hand: ShopHand,
  role: 'ops' | 'warehouse',
  of: 'orders' | 'stock',
  path: (after: string) => string,
  after: string,
  isEnough: (last: any) => boolean = () => false,
): Promise<any[]> => {
  const all: any[] = [];
  let from: string | null = after;
  for (let page = 0; from !== null && page < PAGES_MAX; page += 1) {
    const { status, body } = await hand.call(role, 'GET', path(from));
    if (status !== 200) throw new Error(`${path(from)} answered ${status}`);
    all.push(...body[of]);
    from = all.length > 0 && isEnough(all.at(-1)) ? null : body.next;
  }
  return all;
};

const orderAsTold = (answer: any): object => ({
  status: answer.status,
  heldFor: [...answer.heldFor].sort(),
  deadline: answer.deadline,
  confirmed: answer.confirmedAt !== null,
  cancellation: answer.cancellation ?? null,
  total: answer.total,
  amendment: answer.amendment ?? null,
  received: answer.payment.amount,
  nearMisses: answer.nearMisses,
  lines: answer.lines.map(({ sku, ordered, reserved, packed, shipped, cancelled }: any) => ({
    sku,
    ordered,
    reserved,
    packed,
    shipped,
    cancelled,
  })),
  parcels: sortedByKey(answer.parcels.map(({ parcelId, status }: any) => [parcelId, status])),
});

const stockAsTold = (stock: any): object | undefined =>
  stock && {
    onHand: stock.onHand,
    reserved: stock.reserved,
    free: stock.free,
    available: stock.available,
    safety: stock.safety,
    waiting: stock.waiting,
  };

const sortedByKey = (entries: readonly [string, string][]): object =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

const last = (skus: readonly string[]): string => [...skus].sort().at(-1)!;
