import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { audit } from '../demo/audit.js';
import { Crew } from '../demo/crew.js';
import { destinations } from '../demo/destinations.js';
import { generatedScenario } from '../demo/generated-scenario.js';
import { Ledger } from '../demo/ledger.js';
import { quietWithin } from '../demo/quiet.js';
import type { Scenario } from '../demo/scenario.js';
import { stockOf } from '../demo/stock-of.js';
import { receiveRest, stockTheShop } from '../demo/stock-the-shop.js';
import type { TidyUp } from '../demo/tidy-up.js';
import { auditAcknowledged } from './audit/acknowledged.js';
import { auditAmendments } from './audit/amendments.js';
import { orderRegressions } from './audit/order-regressions.js';
import { passedOver } from './audit/passed-over.js';
import { doFaults, type DoneFault } from './do-faults.js';
import { brokerFullDisk } from './faults/broker-full-disk.js';
import { brokerOfThree } from './faults/broker-of-three.js';
import { fullDisk } from './faults/full-disk.js';
import { overload } from './faults/overload.js';
import { LedgerFile } from './load/ledger-file.js';
import { postPaced, withRegrets } from './load/paced-orders.js';
import { RecordingClient, Seat } from './load/recording-client.js';
import { isWellSince, recoveryMsAfter, STAYS_WELL_MS } from './load/recovery.js';
import { LOOK_EVERY_MS, Sampler } from './load/sampler.js';
import { loadSeconds } from './report/load-seconds.js';
import type { SeedResult } from './report/result.js';
import type { FaultKind } from './schedule/fault-kind.js';
import type { Schedule } from './schedule/schedule.js';
import { Rush } from './rush/rush.js';
import { type Wish, wishesOf } from './load/wishes.js';
import { within } from './within.js';
import { openWorld, type World } from './world/world.js';

export interface SeedRun {
  readonly schedule: Schedule;
  readonly kinds: readonly FaultKind[];
  readonly orders: number;
  /** Where everything of the run lies. */
  readonly folder: string;
  readonly tidy: TidyUp;
  readonly say: (text: string) => void;
  /** The run is over, whether it came to its end or not. */
  readonly over: AbortSignal;
  /** Faults are added as they are healed, so that they are known of a seed that comes to no end. */
  readonly done: DoneFault[];
}

/** What is measured at the end; a seed that comes to no end has none. */
export type Measured = Omit<SeedResult, 'revision' | 'secondsTotal'>;

/** Bounds of the phases. On an idle machine each takes a fraction. */
const WORLD_WITHIN_MS = 300_000;
const STOCK_WITHIN_MS = 120_000;
/** Beyond the planned load: heals that take their time, and clients that ask again for as long. */
const LOAD_WITHIN_MORE_MS = 300_000;
const DRAIN_WITHIN_MS = 120_000;
const CREW_ENDS_WITHIN_MS = 100_000;
const AUDIT_WITHIN_MS = 60_000;
/** Nothing moved for this long: whatever is still open then is stuck. */
const STUCK_AFTER_MS = 45_000;
/** Faults may last longer than planned, and none of them shall meet a shop that nobody asks for anything. */
const SPARE_TIMES = 3;
/** When the goods that come later are booked in, as a share of the load. */
const RECEIPT_AT = 0.6;

/** One seed: a shop from nothing, hurt under load, healed, drained and held against the ledger. */
export const runSeed = async (run: SeedRun): Promise<Measured> => {
  const { schedule, kinds, orders: count, folder, tidy, say, over, done } = run;
  const isPlanned = ({ name }: FaultKind): boolean => schedule.faults.some(({ kind }) => kind === name);
  const made = await generatedScenario(count * SPARE_TIMES, `chaos-${schedule.seed}`);
  // A rush takes whatever there is, and the crew could not work it all off: the spare orders of such a seed wait for goods.
  const served = isPlanned(overload) ? made.orders.slice(0, count) : made.orders;
  const scenario = { ...made, stock: stockOf(served), orders: withRegrets(made.orders) };
  const wishes = wishesOf(scenario.orders, await destinations(), new Date());
  const file = new LedgerFile(join(folder, 'ledger.jsonl'));
  tidy.add('the ledger', () => Promise.resolve(file.close()));
  const needs = {
    folder,
    onSmallDisk: isPlanned(fullDisk),
    brokerOnSmallDisk: isPlanned(brokerFullDisk),
    brokers: isPlanned(brokerOfThree) ? 3 : 1,
  };
  const world = await within(
    'the servers and services to start',
    WORLD_WITHIN_MS,
    openWorld(schedule.adapter, needs, tidy, say),
  );
  const seat = new Seat(file);
  const ledger = new Ledger();
  const clients = clientsOf(world, seat);
  const sampler = new Sampler(world, seat);
  tidy.add('the sampler', () => sampler.stop());
  tidy.add('the clients', () => Promise.resolve(Object.values(clients).forEach((client) => client.close())));

  const rest = await within('the shop to be stocked', STOCK_WITHIN_MS, stockTheShop(clients, scenario));
  seat.begin();
  sampler.start();
  const crew = new Crew(clients.warehouse, scenario.goods, ledger, () => undefined);
  const crewDone = crew.run();
  crewDone.catch(() => crew.stop());
  tidy.add('the crew', () => Promise.resolve(crew.stop()));
  const rush = new Rush({
    scenario,
    ledger,
    seat,
    storefront: clients.storefront,
    storefrontKey: world.keys.storefront,
    prefix: `rush-${schedule.seed}`,
  });
  tidy.add('the rush', () => rush.close());
  const broken: string[] = [];
  let hurting = true;
  const pace = { orders: count, overMs: schedule.loadMs, goesOn: () => hurting };
  const storefront = { storefront: clients.storefront, ops: clients.orderOps };
  await within(
    'faults and orders to be done with',
    schedule.loadMs + LOAD_WITHIN_MORE_MS,
    Promise.all([
      doFaults({
        untilWell: (withinMs) => untilWell(sampler, seat, withinMs),
        world: { ...world, rush },
        schedule,
        kinds,
        seat,
        say,
        tidy,
        over,
        onDone: (fault) => done.push(fault),
      }).finally(() => (hurting = false)),
      postPaced(storefront, scenario.orders, wishes, pace, ledger, seat),
      wait(schedule.loadMs * RECEIPT_AT, undefined, { signal: over }).then(() =>
        receiveRest(clients.inventory, rest),
      ),
    ]),
  );
  const faults = [...done].sort((a, b) => a.begunMs - b.begunMs);
  const healedMs = seat.nowMs();
  say('all healed, waiting until the shop is quiet');
  const open = await Promise.race([
    quietWithin(world.database.url, crew, ledger, {
      stuckAfterMs: STUCK_AFTER_MS,
      overallMs: DRAIN_WITHIN_MS,
    }),
    crewDone.then(() => []),
  ]);
  const drainedMs = seat.nowMs() - healedMs;
  if (open.length > 0)
    broken.push(`not quiet ${Math.round(drainedMs / 1_000)} s after the healing: ${open.join(', ')}`);
  crew.stop();
  await within('the crew to put its parcels down', CREW_ENDS_WITHIN_MS, crewDone).catch((fault: unknown) =>
    broken.push(`the crew was stopped: ${String(fault)}`),
  );
  await wait(STAYS_WELL_MS);
  await sampler.stop();

  const findings = await within('the audit', AUDIT_WITHIN_MS, examine(world, scenario, wishes, ledger, file));
  if (!isPlanned(overload) && findings.backordered > 0)
    broken.push(`${findings.backordered} orders wait for stock, and there was enough for all`);
  const leftInTheDark = new Set(seat.seen.filter((seen) => seen.leftInTheDark).map(({ what }) => what));
  const serverErrors = seat.seen.filter(({ status }) => status === 500);
  broken.push(
    ...findings.broken,
    ...faults.flatMap(({ evidence, kind, target }) => [
      ...(evidence.count === 0 ? [`${kind} (${target}) was not seen to happen: 0 ${evidence.what}`] : []),
      ...(evidence.broken ?? []).map((text) => `${kind}: ${text}`),
    ]),
    ...[...leftInTheDark].map((what) => `${what} was put off without Retry-After`),
    ...[...new Set(serverErrors.map(({ what }) => what))].map((what) => `${what} was answered 500`),
    ...world.unexpectedEnds.map(
      ({ service, code, signal }) => `${service} ended by itself (${signal ?? code})`,
    ),
  );
  const withRecovery = faults.map((fault: DoneFault) => ({
    ...fault,
    recoveryMs: recoveryMsAfter(sampler.samples, fault.healedMs),
  }));
  for (const { kind, target, recoveryMs } of withRecovery)
    if (recoveryMs === null) broken.push(`the shop was not seen well again after ${kind} (${target})`);
  return {
    seed: schedule.seed,
    adapter: schedule.adapter,
    orders: count,
    ...findings.counts,
    serverErrors: serverErrors.length,
    unexpectedEnds: world.unexpectedEnds.length,
    drainedMs,
    faults: withRecovery,
    broken,
    samples: sampler.samples,
    load: loadSeconds(seat.seen),
  };
};

const untilWell = async (sampler: Sampler, seat: Seat, withinMs: number): Promise<void> => {
  const sinceMs = seat.nowMs();
  // bound: the time given
  while (!isWellSince(sampler.samples, sinceMs) && seat.nowMs() < sinceMs + withinMs)
    await wait(LOOK_EVERY_MS);
};

const clientsOf = (world: World, seat: Seat) => {
  const { order, inventory, shipping } = world.services;
  const { storefront, ops, warehouse } = world.keys;
  return {
    storefront: new RecordingClient(order.url, storefront, seat),
    orderOps: new RecordingClient(order.url, ops, seat),
    inventory: new RecordingClient(inventory.url, ops, seat),
    shippingOps: new RecordingClient(shipping.url, ops, seat),
    warehouse: new RecordingClient(shipping.url, warehouse, seat),
  };
};

/** The demo's audit, and what only the rig can ask: the file, the order of events, and what was absorbed. */
const examine = async (
  world: World,
  scenario: Scenario,
  wishes: ReadonlyMap<string, readonly Wish[]>,
  ledger: Ledger,
  file: LedgerFile,
) => {
  const findings = await audit(world.database.url, scenario, ledger, world.mail);
  const unacknowledged = await auditAcknowledged(world, file);
  const amendments = await auditAmendments(world, { orders: scenario.orders, wishes, ledger, file });
  const regressions = await orderRegressions(world);
  return {
    backordered: findings.backordered,
    counts: {
      accepted: findings.accepted,
      dispatched: findings.dispatched,
      cancelled: findings.cancelled,
      ...amendments.counts,
      lost: findings.lost + unacknowledged.length,
      doubled: findings.duplicated,
      oversold: findings.oversold,
      leakedUnits: findings.unaccountedUnits,
      orderRegressions: regressions.length,
      letterRepeats: findings.letterRepeats,
      ...(await passedOver(world.logFolder)),
    },
    broken: [...findings.faults, ...unacknowledged, ...amendments.faults, ...regressions],
  };
};
