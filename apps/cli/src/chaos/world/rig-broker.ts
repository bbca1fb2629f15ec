import { join } from 'node:path';
import {
  freePort,
  type KafkaCluster,
  type LocalKafka,
  type LocalKafkaOptions,
  newKafkaCluster,
  startLocalKafka,
} from '@okuru/platform/local-servers';
import type { TidyUp } from '../../demo/tidy-up.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';
import { stateOf } from './process-state.js';

/** One Kafka broker of the rig's own behind a proxy; it keeps its data when it is killed. */
class Seat {
  running: LocalKafka | undefined;

  constructor(
    readonly proxy: TcpProxy,
    private readonly options: LocalKafkaOptions,
  ) {}

  async start(): Promise<void> {
    // On a busy machine a broker that recovers may need more than one start's patience; nobody but us waits for it.
    this.running = await startLocalKafka(this.options).catch(() => startLocalKafka(this.options));
  }
}

/** Where the brokers of a shop lie and how many there are. */
export interface BrokerNeeds {
  /** The data of the first broker; another disk when it is to be filled. */
  readonly firstFolder: string;
  readonly folder: string;
  /** Each with a copy of everything. */
  readonly count: number;
}

export class RigBroker {
  private constructor(private readonly seats: readonly Seat[]) {}

  /** Through the proxies: a broker tells its clients where to come to, so there is no other way. */
  get brokers(): string {
    return this.seats.map(({ proxy }) => `127.0.0.1:${proxy.port}`).join(',');
  }

  /** One before each broker. */
  get proxies(): readonly TcpProxy[] {
    return this.seats.map(({ proxy }) => proxy);
  }

  /** Of the first broker's process, the last one that was started. */
  get pid(): number | undefined {
    return this.seat(0).running?.pid;
  }

  /** Whether the first broker's process lives; a broker whose disk fails ends by itself. */
  get runs(): boolean {
    return this.pid !== undefined && !['', 'Z'].includes(stateOf(this.pid));
  }

  static async open(needs: BrokerNeeds, tidy: TidyUp): Promise<RigBroker> {
    const cluster = needs.count > 1 ? await newKafkaCluster(needs.count) : undefined;
    const seats: Seat[] = [];
    for (let nodeId = 1; nodeId <= needs.count; nodeId += 1)
      seats.push(await seatOf(nodeId, cluster, needs, tidy));
    // Most of them must be there before the first serves.
    await Promise.all(seats.map((seat) => seat.start()));
    return new RigBroker(seats);
  }

  /** By its place, the first being 0. */
  async kill(at = 0): Promise<void> {
    const { running } = this.seat(at);
    if (!running) throw new Error('The broker does not run.');
    try {
      process.kill(running.pid, 'SIGKILL');
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault; // it ended by itself
    }
    await running.stop();
  }

  async start(at = 0): Promise<void> {
    await this.seat(at).start();
  }

  private seat(at: number): Seat {
    const seat = this.seats[at];
    if (!seat) throw new Error(`There is no broker ${at + 1}.`);
    return seat;
  }
}

const seatOf = async (
  nodeId: number,
  cluster: KafkaCluster | undefined,
  { firstFolder, folder }: BrokerNeeds,
  tidy: TidyUp,
): Promise<Seat> => {
  const port = await freePort();
  const proxy = await TcpProxy.open(port);
  tidy.add(`the proxy to Kafka broker ${nodeId}`, () => proxy.close());
  const seat = new Seat(proxy, {
    dir: join(nodeId === 1 ? firstFolder : folder, `kafka-${nodeId}`),
    port,
    advertisedPort: proxy.port,
    shortLived: true,
    ...(cluster ? { of: { cluster, nodeId } } : {}),
  });
  tidy.add(`Kafka broker ${nodeId}`, async () => seat.running?.stop());
  return seat;
};
