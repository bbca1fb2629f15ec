import type { ServiceName } from '@okuru/contracts';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Repeating } from './clock/repeating.js';
import type { Clock } from './clock/clock.js';
import type { Config } from './config/config.js';
import { betweenRounds } from './database/housekeeping.js';
import { EventLog } from './event-log/event-log.js';
import { configureHttp } from './http/configure-http.js';
import { httpAdapter } from './http/http-adapter.js';
import { strayHandlers } from './listening/check-listeners.js';
import { Metrics } from './metrics/metrics.js';
import { WatchServices } from './metrics/watch-services.js';
import { PagesModule } from './pages/pages.module.js';
import { PlatformModule } from './platform.module.js';
import { runtimeOf, type ServiceRuntime } from './service-runtime.js';
import { Liveness, Readiness } from './telemetry/health.js';
import { configureLogging, logger } from './telemetry/logger.js';
import { NestLogger } from './telemetry/nest-logger.js';

/** A service as a main names it. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly module: Type<unknown>;
}

export interface StartOptions {
  /** Default: the time of the machine. */
  readonly clock?: Clock;
  /** Default: what the configuration asks for. One given here is closed by whoever gave it. */
  readonly eventLog?: EventLog;
  /** False: no HTTP port is opened. */
  readonly listen?: boolean;
  /** The folder of the built console, to be served under /console. Default: no pages. */
  readonly pages?: string;
}

export interface RunningApp {
  /** Empty when it does not listen. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Ends in order: not ready, batches in hand, requests, outbox, databases. May be called twice. */
  close(): Promise<void>;
}

/** Node's 511 overflow when a thousand clients come at once: the kernel then lets each wait 1, 2, 4 s before it may knock again. */
const CONNECTIONS_WAITING_MAX = 4_096;
/** A member of a group that has not asked the log for this long, or a relay that has not looked, hangs. */
const LISTENING_SILENCE_MS_MAX = 30_000;
const RELAY_SILENCE_MS_MAX = 120_000;

/** How long facts stay in the log: long enough for any outage of a service, shorter than every inbox remembers. */
const LOG_KEPT_MS = 7 * 86_400_000;
const LOG_RETENTION_EVERY_MS = 3_600_000;

@Module({})
class ProcessModule {}

/**
 * Runs services in this process: migrates, listens to the event log, sends what is stated, answers HTTP. Throws when a
 * database is out of reach, a handler and the catalogue differ, or a route says nothing about who may use it.
 */
export const startServices = async (
  config: Config,
  services: readonly ServiceDefinition[],
  options: StartOptions = {},
): Promise<RunningApp> => {
  configureLogging({ level: config.logLevel });
  const process: DynamicModule = {
    module: ProcessModule,
    imports: [
      PlatformModule.forRoot(config, options),
      ...services.map(({ module }) => module),
      ...(options.pages === undefined ? [] : [PagesModule.of(options.pages)]),
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(process, httpAdapter(), {
    logger: new NestLogger(),
    abortOnError: false,
  });
  const runtimes = services.map(({ name }) => app.get<ServiceRuntime>(runtimeOf(name), { strict: false }));
  const retention = retainLog(app.get(EventLog), config.retentionDivisor);
  const watching = new WatchServices(runtimes, app.get(Metrics));
  app.get(Readiness).tellsAlarms(() => watching.alarms.names());
  const close = closeOnce(app, runtimes, { retention, watching }, options);
  try {
    await configureHttp(app, config);
    connect(app, services, runtimes);
    watch(app, runtimes);
    await app.init();
    await app.startAllMicroservices();
    for (const runtime of runtimes) runtime.start();
    retention.start();
    watching.start();
    if (options.listen === false) return { url: '', app, close };
    await app.listen({ ...config.http, backlog: CONNECTIONS_WAITING_MAX });
    return { url: await app.getUrl(), app, close };
  } catch (fault) {
    await close();
    throw fault;
  }
};

/** Each service hears through a strategy of its own; handlers outside of them are a mistake. */
const connect = (
  app: NestFastifyApplication,
  services: readonly ServiceDefinition[],
  runtimes: readonly ServiceRuntime[],
): void => {
  const stray = strayHandlers(
    app.get(ModulesContainer),
    services.map(({ name }) => name),
  );
  if (stray.length > 0) throw new Error(`Some handlers would not be called as meant: ${stray.join('; ')}.`);
  for (const { strategy } of runtimes) app.connectMicroservice({ strategy });
};

const watch = (app: NestFastifyApplication, runtimes: readonly ServiceRuntime[]): void => {
  const [liveness, readiness] = [app.get(Liveness), app.get(Readiness)];
  for (const { name, dataSource, relay, strategy } of runtimes) {
    readiness.register(`${name}-database`, () => dataSource.query('SELECT 1'));
    liveness.register(`${name}-listening`, () => strategy.msSinceLastPoll(), LISTENING_SILENCE_MS_MAX);
    liveness.register(`${name}-relay`, () => relay.msSinceLook(), RELAY_SILENCE_MS_MAX);
  }
};

const retainLog = (eventLog: EventLog, divisor: number): Repeating => {
  const log = logger('event-log');
  return new Repeating(
    async () => {
      const { dropped, heldBackBy } = await eventLog.retain(LOG_KEPT_MS / divisor);
      if (heldBackBy.length > 0)
        log.error({ groups: heldBackBy }, 'groups are so far behind that the log keeps old records for them');
      log.info({ dropped }, 'old records left the log');
    },
    betweenRounds(LOG_RETENTION_EVERY_MS, divisor),
    (fault) => log.error({ fault }, 'old records could not be dropped from the log'),
  );
};

const closeOnce = (
  app: NestFastifyApplication,
  runtimes: readonly ServiceRuntime[],
  { retention, watching }: { readonly retention: Repeating; readonly watching: WatchServices },
  options: StartOptions,
): (() => Promise<void>) => {
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    app.get(Readiness).drain();
    await retention.stop();
    await watching.stop();
    const eventLog = app.get(EventLog);
    await Promise.all(runtimes.map(({ strategy }) => strategy.close()));
    await app.close(); // requests in hand, timers, jobs; then relays and databases
    if (eventLog !== options.eventLog) await eventLog.close();
  };
  return () => (closed ??= close());
};
