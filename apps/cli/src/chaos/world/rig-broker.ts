import { join } from 'node:path';
import {
  freePort,
  type LocalKafka,
  type LocalKafkaOptions,
  startLocalKafka,
} from '@okuru/platform/local-servers';
import type { TidyUp } from '../../demo/tidy-up.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';

interface Seat {
  readonly proxy: TcpProxy;
  readonly options: LocalKafkaOptions;
}

/** One Kafka broker of the rig's own, or three that hold a copy each, behind proxies; they keep their data when they are killed. */
export class RigBroker {
  private constructor(
    private readonly seats: Seat[],
    private readonly running: LocalKafka[],
  ) {}

  /** Through the proxies: a broker tells its clients where to come to, so there is no other way. */
  get brokers(): string {
    return this.seats.map(({ proxy }) => `127.0.0.1:${proxy.port}`).join(',');
  }

  /** Of the first broker, which is the only one unless there are three. */
  get proxy(): TcpProxy {
    const [first] = this.seats;
    if (!first) throw new Error('There is no broker.');
    return first.proxy;
  }

  static async open(folder: string, count: number, tidy: TidyUp): Promise<RigBroker> {
    const rig = new RigBroker([], []);
    for (let nodeId = 1; nodeId <= count; nodeId += 1) await rig.add(folder, { nodeId, count }, tidy);
    return rig;
  }

  /** The last of them: the first is the controller, without which the others cannot go on. */
  async kill(): Promise<void> {
    const last = this.running.at(-1);
    if (!last) throw new Error('There is no broker.');
    process.kill(last.pid, 'SIGKILL');
    await last.stop();
  }

  async start(): Promise<void> {
    const seat = this.seats.at(-1);
    if (!seat) throw new Error('There is no broker.');
    // On a busy machine a broker that recovers may need more than one start's patience; nobody but us waits for it.
    this.running[this.seats.length - 1] = await startLocalKafka(seat.options).catch(() =>
      startLocalKafka(seat.options),
    );
  }

  private async add(
    folder: string,
    { nodeId, count }: { readonly nodeId: number; readonly count: number },
    tidy: TidyUp,
  ): Promise<void> {
    const port = await freePort();
    const proxy = await TcpProxy.open(port);
    tidy.add(`the proxy to Kafka broker ${nodeId}`, () => proxy.close());
    const cluster = this.running[0]?.cluster;
    const seat: Seat = {
      proxy,
      options: {
        dir: join(folder, `kafka-${nodeId}`),
        port,
        advertisedPort: proxy.port,
        copies: count,
        ...(cluster ? { joins: { cluster, nodeId } } : {}),
      },
    };
    this.running.push(await startLocalKafka(seat.options));
    this.seats.push(seat);
    tidy.add(`Kafka broker ${nodeId}`, async () => this.running[nodeId - 1]?.stop());
  }
}
