import { walBytesSince, walPosition } from '../soak/take-sample.js';
import { cpuBetween, cpuNow, type Cpu } from './measure/cpu.js';
import { allWritten, atRest } from './measure/settled.js';
import type { World } from './world.js';

/** One turn of so many orders through everything. */
export interface Turn {
  readonly skus: number;
  readonly orders: number;
  readonly ordersPerSecond: number;
  /** Milliseconds of processor time per order, by process, until all was at rest. */
  readonly cpuMsPerOrder: Cpu;
  readonly walBytesPerOrder: number;
}

export interface TurnAsked {
  readonly prefix: string;
  readonly orders: number;
  readonly skus: number;
  readonly perRequest: number;
  readonly atOnce: number;
}

/** From the first POST until every order is shipped and its last letter written; then until the shop is at rest. */
export const endToEnd = async (
  world: World,
  asked: TurnAsked,
  onLook: (done: number) => void,
): Promise<Turn> => {
  const { load, database, processes } = world;
  const before = { cpu: await cpuNow(database, processes), wal: await walPosition(database) };
  const startedAt = performance.now();
  load.work();
  const posted = await load.post(asked);
  await allWritten(
    database,
    posted.posted.map(({ orderId }) => orderId),
    onLook,
  );
  const lastedMs = performance.now() - startedAt;
  await atRest(database);
  const worked = await load.rest();
  remember(world, posted, worked);
  const orders = posted.posted.length;
  const cpu = cpuBetween(before.cpu, await cpuNow(database, processes));
  return {
    skus: asked.skus,
    orders,
    ordersPerSecond: (orders * 1_000) / lastedMs,
    cpuMsPerOrder: Object.fromEntries(
      Object.entries(cpu).map(([name, seconds]) => [name, (seconds * 1_000) / orders]),
    ),
    walBytesPerOrder: (await walBytesSince(database, before.wal)) / orders,
  };
};

type Posted = Awaited<ReturnType<World['load']['post']>>;
type Worked = Awaited<ReturnType<World['load']['rest']>>;

/** What the load saw goes into the ledger that the audit holds the databases against. */
export const remember = (
  { ledger }: Pick<World, 'ledger'>,
  posted: Posted | undefined,
  worked?: Worked,
): void => {
  for (const order of posted?.posted ?? []) ledger.accepted.set(order.reference, order);
  ledger.surprises.push(...(posted?.refused ?? []), ...(worked?.faults ?? []));
  for (const { parcelId, waybill, units } of worked?.handedOver ?? []) {
    ledger.handedOver.add(parcelId);
    ledger.waybills.set(parcelId, waybill);
    ledger.scannedUnits.set(parcelId, units);
  }
};
