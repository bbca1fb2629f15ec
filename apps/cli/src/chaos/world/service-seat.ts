import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceName } from '@okuru/contracts';
import { databaseVariableOf, type RoleUrls } from '@okuru/platform';
import { type Ended, ShopProcess } from '../../demo/shop-processes.js';
import type { TidyUp } from '../../demo/tidy-up.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';

const SUPERVISOR_WAITS_MS = 1_000;
const SUPERVISOR_TRIES_MAX = 5;
const CLOCK_ANSWER_WITHIN_MS = 10_000;
const preload = new URL('./skewed-clock.js', import.meta.url).href;

/** Ends of processes that no fault asked for; whoever runs the shop starts them again, and so does the rig. */
export type UnexpectedEnd = Ended & { readonly service: ServiceName };

const AS_WORD = [() => true, () => false] as const;

/** A service with the ways to it and from it. */
export class ServiceSeat {
  readonly process: ShopProcess;
  private leaving = false;

  private constructor(
    readonly name: ServiceName,
    readonly database: TcpProxy,
    readonly api: TcpProxy,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logFolder: string,
  ) {
    this.process = this.made(name);
  }

  /** Where its clients reach it: through the proxy. */
  get url(): string {
    return `http://127.0.0.1:${this.api.port}`;
  }

  static async open(
    name: ServiceName,
    to: {
      /** The role of each owner of schemas; a service is told its own and those of what all share. */
      readonly roles: RoleUrls;
      readonly environment: Readonly<Record<string, string>>;
      readonly logFolder: string;
    },
    tidy: TidyUp,
    unexpected: UnexpectedEnd[],
  ): Promise<ServiceSeat> {
    const database = await TcpProxy.open(Number(new URL(to.roles[name]).port));
    tidy.add(`the proxy from ${name} to its database`, () => database.close());
    const api = await TcpProxy.open(0);
    tidy.add(`the proxy to ${name}`, () => api.close());
    const seat = new ServiceSeat(
      name,
      database,
      api,
      { ...to.environment, ...addressesOf(name, to.roles, database.port) },
      to.logFolder,
    );
    seat.process.onUnexpectedEnd = (ended) => void seat.supervise(ended, unexpected);
    return seat;
  }

  /** For good: what ends from now on is meant to. */
  async leave(): Promise<void> {
    this.leaving = true;
    await this.process.stop();
  }

  async start(): Promise<void> {
    await this.process.start();
    this.api.leadTo(Number(new URL(this.process.url).port));
  }

  /** A second process of the service, which nobody reaches but the log and the database. */
  twin(): ShopProcess {
    return this.made(`${this.name}-twin`);
  }

  /** Sets the process's clock wrong by so much; answers what its clock says then. */
  async skewClock(clockSkewMs: number): Promise<number> {
    const answer = (await this.process.ask({ clockSkewMs }, CLOCK_ANSWER_WITHIN_MS)) as { clockMs: number };
    return answer.clockMs;
  }

  private made(label: string): ShopProcess {
    return new ShopProcess(this.name, this.environment, this.logFolder, { label, preload });
  }

  private async supervise(ended: Ended, unexpected: UnexpectedEnd[]): Promise<void> {
    if (this.leaving) return;
    unexpected.push({ ...ended, service: this.name });
    for (let tried = 0; tried < SUPERVISOR_TRIES_MAX && !this.leaving; tried += 1) {
      await wait(SUPERVISOR_WAITS_MS);
      // One that ends before it is ready tells nobody but us.
      if (await this.process.start().then(...AS_WORD)) return;
    }
  }
}

/** Past the proxy leads no way. */
const addressesOf = (name: ServiceName, roles: RoleUrls, port: number): Record<string, string> =>
  Object.fromEntries(
    ([name, 'platform', 'event-log'] as const).map((owner) => {
      const url = new URL(roles[owner]);
      url.port = String(port);
      return [databaseVariableOf(owner), url.toString()];
    }),
  );
