import { randomUUID } from 'node:crypto';
import { definitionOf, type EventData, type EventType } from '@okuru/contracts';
import {
  type ApiCaller,
  type Heard,
  isTransient,
  MovableClock,
  type Transaction,
  UnitOfWork,
} from '@okuru/platform';
import { migratedDatabase, type OpenService, openService, until } from '@okuru/platform/testing';
import { AdjustStock } from '../adjust-stock/adjust-stock.handler.js';
import { ImportStock } from '../adjust-stock/import-stock.handler.js';
import { QueueStore } from '../backorder/queue.store.js';
import { ServeQueue } from '../backorder/serve-queue.js';
import { AgreeCount } from '../count-stock/agree-count.handler.js';
import { CountTasks } from '../count-stock/count-tasks.store.js';
import { entities, migrations } from '../inventory.tables.js';
import { IssueStock } from '../issue-stock/issue-stock.handler.js';
import { CountStock } from '../count-stock/count-stock.handler.js';
import { ChangeItems } from '../item-master/change-items.js';
import { ImportItems } from '../item-master/import-items.handler.js';
import { ItemStore } from '../item-master/item.store.js';
import { PutItem } from '../item-master/put-item.handler.js';
import { LearnWeights } from '../measuring/learn-weights.handler.js';
import { Unmeasured } from '../measuring/unmeasured.store.js';
import { LotLedger } from '../lots/lot-ledger.store.js';
import { NamedLots } from '../lots/named-lots.store.js';
import { Lots } from '../lots/lots.store.js';
import { MissingUnits } from '../missing-units/missing-units.store.js';
import { Operations } from '../operation/operations.js';
import { ReceiveStock } from '../receive-stock/receive-stock.handler.js';
import { ReleaseStock } from '../release-stock/release-stock.handler.js';
import { ReplaceMissing } from '../replace-missing/replace-missing.handler.js';
import { DemandStore } from '../reservation/demand.store.js';
import { ReservationStore } from '../reservation/reservation.store.js';
import { RehearseStock } from '../rehearse-stock/rehearse-stock.handler.js';
import { ReserveStock } from '../reserve-stock/reserve-stock.handler.js';
import { MoveStock } from '../backorder/move-stock.js';
import { MovementStore } from '../stock-ledger/movement.store.js';
import { StockStore } from '../stock-ledger/stock.store.js';

/** A holder of a warehouse key. */
export const someone: ApiCaller = { keyId: 'key-1', role: 'warehouse', channel: null, label: 'a scanner' };

export type PlacedOrder = EventData<'order.placed'>;

/** An order as it is placed: `{ MUG: 2 }` is one line of two mugs. */
export const anOrder = (
  units: Readonly<Record<string, number>>,
  change: Partial<PlacedOrder> = {},
): PlacedOrder => ({
  orderId: randomUUID(),
  channel: 'web',
  reference: 'A-1',
  placedAt: '2026-01-15T03:04:05.678Z',
  shortStock: 'ship-complete',
  lines: Object.entries(units).map(([sku, quantity], index) => ({
    lineId: String(index + 1),
    sku,
    quantity,
    unitPrice: 100,
    taxRate: 10,
  })),
  ...change,
});

/** All lines of an order leaving in one parcel. */
export const aParcelOf = (
  order: PlacedOrder,
  parcelId: string = randomUUID(),
): EventData<'parcel.dispatched'> => ({
  orderId: order.orderId,
  parcelId,
  lines: order.lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
  carrier: 'yamato',
  service: 'takkyubin',
  trackingNumber: '100000000004',
  dispatchedAt: '2026-01-16T03:04:05.678Z',
});

/** Units of the first lines of an order that its parcel lacks. */
export const aReport = (
  order: PlacedOrder,
  units: Readonly<Record<string, number>>,
  change: Partial<EventData<'parcel.shortage-reported'>> = {},
): EventData<'parcel.shortage-reported'> => ({
  orderId: order.orderId,
  parcelId: randomUUID(),
  reportId: randomUUID(),
  cause: 'not-found',
  lines: order.lines.flatMap(({ lineId, sku }) =>
    units[sku] === undefined ? [] : [{ lineId, sku, quantity: units[sku] }],
  ),
  at: '2026-01-15T05:04:05.678Z',
  ...change,
});

const heard = <T extends EventType>(type: T, data: EventData<T>): Heard<T> => {
  const definition = definitionOf(type);
  if (!definition) throw new Error(`${type} is not in the catalogue.`);
  const { version, emitter, key } = definition;
  const time = '2026-01-15T03:04:05.678Z';
  return {
    id: randomUUID(),
    type,
    version,
    source: emitter,
    key: key(data),
    time,
    aggregateVersion: 1,
    data,
  };
};

/** Heals what a busy machine does to a transaction, but not a deadlock: those are ours to prevent. */
class WithoutDeadlocks extends UnitOfWork {
  constructor(private readonly attempts: OpenService['transactions']) {
    super(attempts);
  }

  override async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempts.once(work);
      } catch (fault) {
        const deadlock = fault instanceof Error && fault.message.includes('deadlock');
        if (deadlock || !isTransient(fault) || attempt === ATTEMPTS_MAX) throw fault;
      }
    }
  }
}

const ATTEMPTS_MAX = 5;

export interface StockCounts {
  readonly onHand: number;
  readonly free: number;
  readonly reserved: number;
  readonly waiting: number;
}

export interface StatedFact {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** The inventory service on a database of its own, without HTTP and event log. */
export const openWarehouse = async () => {
  const database = await migratedDatabase('inventory', migrations);
  const clock = new MovableClock(new Date('2026-01-15T03:04:05.678Z'));
  const service = await openService('inventory', database.url, {
    entities,
    migrations,
    clock,
  });
  const unitOfWork = new WithoutDeadlocks(service.transactions);

  const items = new ItemStore();
  const stock = new StockStore();
  const demands = new DemandStore(clock);
  const reservations = new ReservationStore();
  const movements = new MovementStore(clock);
  const missing = new MissingUnits();
  const countTasks = new CountTasks(clock);
  const queue = new ServeQueue(new QueueStore(), demands, reservations, items, missing);
  const operations = new Operations(clock);
  const lots = new Lots();
  const namedLots = new NamedLots(lots);
  const lotLedger = new LotLedger(lots);
  const moveStock = new MoveStock(stock, movements, queue, lotLedger);
  const changeItems = new ChangeItems(items, stock);
  const reserveStock = new ReserveStock(demands, stock, reservations, items);
  const releaseStock = new ReleaseStock(demands, stock, reservations, queue);
  const rehearseStock = new RehearseStock(stock, items, clock);
  const issueStock = new IssueStock(stock, reservations, movements, lotLedger);
  const replaceMissing = new ReplaceMissing(stock, missing, reservations, moveStock, countTasks, clock);
  const receiveStock = new ReceiveStock(unitOfWork, operations, items, stock, moveStock, lots);
  const importItems = new ImportItems(unitOfWork, changeItems);
  let receipts = 0;

  let statements = 0;
  const countingStatements = (tx: Transaction): Transaction => ({
    manager: tx.manager,
    query: (sql, parameters) => {
      statements += 1;
      return tx.query(sql, parameters);
    },
    publish: (...facts) => tx.publish(...facts),
    afterCommit: (action) => tx.afterCommit(action),
  });
  const inOneBatch =
    <T extends EventType>(type: T, handle: (events: Heard<T>[], tx: Transaction) => Promise<void>) =>
    (...data: EventData<T>[]): Promise<void> =>
      unitOfWork.run((tx) =>
        handle(
          data.map((each) => heard(type, each)),
          countingStatements(tx),
        ),
      );

  const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    unitOfWork.read((tx) => tx.query<Row>(sql, parameters));

  return {
    clock,
    unitOfWork,
    importItems,
    putItem: new PutItem(unitOfWork, changeItems, items),
    receiveStock,
    countStock: new CountStock(unitOfWork, operations, items, stock, movements, moveStock, namedLots),
    adjustStock: new AdjustStock(unitOfWork, operations, items, stock, moveStock, countTasks, namedLots),
    importStock: new ImportStock(unitOfWork, operations, items, stock, moveStock, countTasks),
    agreeCount: new AgreeCount(unitOfWork, operations, stock, countTasks),
    countTasks: () => unitOfWork.read((tx) => countTasks.list(tx, 100, undefined)),
    query,
    /** Statements the handlers of events have sent so far. */
    statements: () => statements,

    /** Handlers of events; the given events come as one batch. */
    place: inOneBatch('order.placed', (events, tx) => reserveStock.reserve(events, tx)),
    void: (...orders: Pick<PlacedOrder, 'orderId'>[]): Promise<void> =>
      inOneBatch('parcels.voided', (events, tx) => releaseStock.release(events, tx))(
        ...orders.map(({ orderId }) => ({ orderId, parcelIds: [] })),
      ),
    weighed: inOneBatch('item.weighed', (events, tx) =>
      new LearnWeights(items, changeItems).learn(events, tx),
    ),
    unmeasured: (limit: number, after?: string) =>
      unitOfWork.read((tx) => new Unmeasured().list(tx, limit, after)),
    dispatch: inOneBatch('parcel.dispatched', (events, tx) => issueStock.issue(events, tx)),
    missed: inOneBatch('parcel.shortage-reported', (events, tx) => replaceMissing.replace(events, tx)),
    rehearse: inOneBatch('rehearsal.asked', (events, tx) => rehearseStock.rehearse(events, tx)),

    /** Enters items by their codes. */
    async knows(...skus: string[]): Promise<void> {
      await importItems.import(
        Buffer.from(['sku,name_ja', ...skus.map((sku) => `${sku},${sku}です`)].join('\n')),
      );
    },
    receive: (units: Readonly<Record<string, number>>, opId = `receipt-${(receipts += 1)}`) =>
      receiveStock.receive(
        someone,
        opId,
        Object.entries(units).map(([sku, quantity]) => ({ sku, quantity })),
      ),

    async stockOf(sku: string): Promise<StockCounts | undefined> {
      const [row] = await query<StockCounts>(
        'SELECT on_hand AS "onHand", free, reserved, waiting FROM stock WHERE sku = $1',
        [sku],
      );
      return row;
    },

    /** Until so many transactions stand before a lock that another holds. */
    async waiters(count: number): Promise<void> {
      await until(async () => {
        const [row] = await query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return row!.waiting >= count;
      });
    },

    /** What was stated of an order, in its order. */
    factsOf: ({ orderId }: Pick<PlacedOrder, 'orderId'>): Promise<StatedFact[]> =>
      query<StatedFact>('SELECT type, data FROM event WHERE key = $1 ORDER BY aggregate_version', [
        `order:${orderId}`,
      ]),

    /** As on the first day; quicker than another database. */
    async clear(): Promise<void> {
      await unitOfWork.run(async (tx) => {
        await tx.query(
          `TRUNCATE item_barcode, item, lot, stock, order_demand, reservation, movement, operation, missing_units, count_task,
             event, event_head, outbox RESTART IDENTITY`,
        );
        await tx.query('UPDATE catalogue SET version = 0');
      });
    },

    async close(): Promise<void> {
      await service.close();
      await database.drop();
    },
  };
};

export type Warehouse = Awaited<ReturnType<typeof openWarehouse>>;
