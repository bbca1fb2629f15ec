import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { audit } from '../demo/audit.js';
import { Crew } from '../demo/crew.js';
import { generatedScenario } from '../demo/generated-scenario.js';
import { Ledger } from '../demo/ledger.js';
import { quietWithin } from '../demo/quiet.js';
import type { Scenario } from '../demo/scenario.js';
import { receiveRest, stockTheShop } from '../demo/stock-the-shop.js';
import type { TidyUp } from '../demo/tidy-up.js';
import { auditAcknowledged } from './audit/acknowledged.js';
import { orderRegressions } from './audit/order-regressions.js';
import { passedOver } from './audit/passed-over.js';
import { doFaults, type DoneFault } from './do-faults.js';
import { brokerOfThree } from './faults/broker-of-three.js';
import { fullDisk } from './faults/full-disk.js';
import { LedgerFile } from './load/ledger-file.js';
import { postPaced, withRegrets } from './load/paced-orders.js';
import { RecordingClient, Seat } from './load/recording-client.js';
import { recoveryMsAfter, STAYS_WELL_MS } from './load/recovery.js';
import { Sampler } from './load/sampler.js';
import { loadSeconds } from './report/load-seconds.js';
import type { SeedResult } from './report/result.js';
import type { FaultKind } from './schedule/fault-kind.js';
import type { Schedule } from './schedule/schedule.js';
import { openWorld, type World } from './world/world.js';

export interface SeedRun {
  readonly schedule: Schedule;
  readonly kinds: readonly FaultKind[];
  readonly orders: number;
  /** Where everything of the run lies. */
  readonly folder: string;
  readonly tidy: TidyUp;
  readonly say: (text: string) => void;
}

/** Nothing moved for this long: whatever is still open then is stuck. */
const STUCK_AFTER_MS = 45_000;
/** When the goods that come later are booked in, as a share of the load. */
const RECEIPT_AT = 0.6;

/** One seed: a shop from nothing, hurt under load, healed, drained and held against the ledger. */
export const runSeed = async (run: SeedRun): Promise<SeedResult> => {
  const started = performance.now();
  const { schedule, kinds, orders: count, folder, tidy, say } = run;
  const made = await generatedScenario(count, `chaos-${schedule.seed}`);
  const scenario = { ...made, orders: withRegrets(made.orders) };
  const file = new LedgerFile(join(folder, 'ledger.jsonl'));
  tidy.add('the ledger', () => Promise.resolve(file.close()));
  const isPlanned = ({ name }: FaultKind): boolean => schedule.faults.some(({ kind }) => kind === name);
  const needs = { folder, onSmallDisk: isPlanned(fullDisk), brokers: isPlanned(brokerOfThree) ? 3 : 1 };
  const world = await openWorld(schedule.adapter, needs, tidy, say);
  const seat = new Seat(file);
  const ledger = new Ledger();
  const clients = clientsOf(world, seat);
  const sampler = new Sampler(world, seat);
  tidy.add('the sampler', () => sampler.stop());
  tidy.add('the clients', () => Promise.resolve(Object.values(clients).forEach((client) => client.close())));

  const rest = await stockTheShop(clients, scenario);
  seat.begin();
  sampler.start();
  const crew = new Crew(clients.warehouse, scenario.goods, ledger, () => undefined);
  const crewDone = crew.run();
  crewDone.catch(() => crew.stop());
  tidy.add('the crew', () => Promise.resolve(crew.stop()));
  const broken: string[] = [];
  const [faults] = await Promise.all([
    doFaults(world, schedule, kinds, seat, say, tidy),
    postPaced(
      { storefront: clients.storefront, ops: clients.orderOps },
      scenario.orders,
      schedule.loadMs,
      ledger,
      seat,
    ),
    wait(schedule.loadMs * RECEIPT_AT).then(() => receiveRest(clients.inventory, rest)),
  ]);
  const healedMs = seat.nowMs();
  say('all healed, waiting until the shop is quiet');
  await Promise.race([quietWithin(world.database.url, crew, ledger, STUCK_AFTER_MS), crewDone]);
  const drainedMs = seat.nowMs() - healedMs;
  crew.stop();
  await crewDone.catch((fault: unknown) => broken.push(`the crew was stopped: ${String(fault)}`));
  await wait(STAYS_WELL_MS);
  await sampler.stop();

  const findings = await examine(world, scenario, ledger, file);
  const serverErrors = seat.seen.filter(({ status }) => status === 500);
  broken.push(
    ...findings.broken,
    ...faults.flatMap(({ evidence, kind, target }) => [
      ...(evidence.count === 0 ? [`${kind} (${target}) was not seen to happen: 0 ${evidence.what}`] : []),
      ...(evidence.broken ?? []).map((text) => `${kind}: ${text}`),
    ]),
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
    orders: scenario.orders.length,
    ...findings.counts,
    serverErrors: serverErrors.length,
    unexpectedEnds: world.unexpectedEnds.length,
    drainedMs,
    secondsTotal: Math.round((performance.now() - started) / 100) / 10,
    faults: withRecovery,
    broken,
    samples: sampler.samples,
    load: loadSeconds(seat.seen),
  };
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
const examine = async (world: World, scenario: Scenario, ledger: Ledger, file: LedgerFile) => {
  const findings = await audit(world.database.url, scenario, ledger, world.mail);
  const unacknowledged = await auditAcknowledged(world, file);
  const regressions = await orderRegressions(world);
  return {
    counts: {
      accepted: findings.accepted,
      dispatched: findings.dispatched,
      cancelled: findings.cancelled,
      lost: findings.lost + unacknowledged.length,
      doubled: findings.duplicated,
      oversold: findings.oversold,
      leakedUnits: findings.unaccountedUnits,
      orderRegressions: regressions.length,
      letterRepeats: findings.letterRepeats,
      ...(await passedOver(world.logFolder)),
    },
    broken: [...findings.faults, ...unacknowledged, ...regressions],
  };
};
