import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Repeating } from '../clock/repeating.js';
import { consumerOf } from '../listening/listening-strategy.js';
import type { ServiceRuntime } from '../service-runtime.js';
import { logger } from '../telemetry/logger.js';
import type { Metrics } from './metrics.js';
import { OverdueAlarms } from './overdue-alarms.js';
import { overdueOf } from './overdue.js';
import { ServiceLook } from './service-look.js';

const CHECK_EVERY_MS = 5_000;
const NANOSECONDS_PER_SECOND = 1e9;
const LATE_PERCENTILE = 99;

/** Watches the services of a process: states their figures at each scrape, and raises the alarms of `overdue.ts`. */
export class WatchServices {
  readonly alarms = new OverdueAlarms();

  private readonly looks: readonly ServiceLook[];
  private readonly loopDelay = monitorEventLoopDelay();
  private loopDelaySeconds = 0;
  private readonly checks: Repeating;

  constructor(
    runtimes: readonly ServiceRuntime[],
    private readonly metrics: Metrics,
  ) {
    this.looks = runtimes.map((runtime) => new ServiceLook(runtime));
    const log = logger('overdue');
    this.checks = new Repeating(
      () => Promise.resolve(this.check()),
      CHECK_EVERY_MS,
      (fault) => log.error({ fault }, 'the alarms could not be checked'),
    );
    metrics.onScrape(() => this.state());
  }

  start(): void {
    this.loopDelay.enable();
    for (const look of this.looks) look.start();
    this.checks.start();
  }

  async stop(): Promise<void> {
    this.loopDelay.disable();
    await Promise.all([this.checks.stop(), ...this.looks.map((look) => look.stop())]);
  }

  private check(): void {
    this.loopDelaySeconds = this.loopDelay.percentile(LATE_PERCENTILE) / NANOSECONDS_PER_SECOND;
    this.loopDelay.reset();
    this.alarms.note(this.looks.flatMap((look) => overdueOf(look.figures())));
  }

  private state(): void {
    const { metrics } = this;
    metrics.forget('consumerLag', 'consumerLagAge', 'partitionsStandingStill', 'overdue');
    metrics.set('eventLoopDelay', this.loopDelaySeconds);
    metrics.set('residentMemory', process.memoryUsage.rss());
    for (const { service, what } of this.alarms.standing()) metrics.set('overdue', 1, { service, what });
    for (const look of this.looks) {
      stateSending(metrics, look);
      stateHearing(metrics, look);
    }
  }
}

const stateSending = (metrics: Metrics, look: ServiceLook): void => {
  const { service, backlog, setAside, runtime } = look;
  const of = { service };
  const { inUse, waiting } = look.pool();
  metrics.set('outboxUnsent', backlog.unsent, of);
  metrics.set('outboxOldestUnsentAge', backlog.oldestSeconds, of);
  metrics.set('deadLettersOpen', setAside.open, of);
  metrics.set('parkedKeys', setAside.parked, of);
  metrics.set('poolInUse', inUse, of);
  metrics.set('poolWaiting', waiting, of);
  for (const about of ['database', 'log'] as const)
    metrics.set('lookAge', look.secondsSinceLook(about), { service, about });
  const { sent, failures, leasesTaken } = runtime.relay.figures;
  metrics.setTotal('relaySent', sent, of);
  metrics.setTotal('relayFailures', failures, of);
  metrics.setTotal('relayLeaseEpochChanges', leasesTaken, of);
  for (const [name, times] of runtime.transactions.retries.all())
    metrics.setTotal('retries', times, { service, class: name });
};

const stateHearing = (metrics: Metrics, { service, lag, runtime: { strategy } }: ServiceLook): void => {
  const group = consumerOf(service);
  for (const { topic, unheard, ageSeconds } of lag) {
    metrics.set('consumerLag', unheard, { group, topic });
    metrics.set('consumerLagAge', ageSeconds, { group, topic });
  }
  metrics.set('consumerSilence', strategy.msSinceLastPoll() / 1_000, { group });
  const standing = strategy.alarms().map(({ reason }) => reason);
  for (const reason of new Set(standing))
    metrics.set('partitionsStandingStill', standing.filter((one) => one === reason).length, {
      group,
      reason,
    });
  const figures = strategy.figures();
  if (!figures) return;
  metrics.setTotal('consumerHandled', figures.handled, { group });
  metrics.setTotal('consumerDedupeHits', figures.duplicates, { group });
  metrics.setTotal('consumerFenced', figures.fenced, { group });
  metrics.setTotal('deadLetters', figures.dead, { group, why: 'dead' });
  metrics.setTotal('deadLetters', figures.waiting, { group, why: 'waiting' });
};
