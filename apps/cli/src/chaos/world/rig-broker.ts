import { join } from 'node:path';
import { freePort, type LocalKafka, startLocalKafka } from '@okuru/platform/local-servers';
import type { TidyUp } from '../../demo/tidy-up.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';

/** A Kafka broker of the rig's own behind a proxy; it keeps its data when it is killed. */
export class RigBroker {
  private constructor(
    readonly proxy: TcpProxy,
    private readonly at: { readonly dir: string; readonly port: number; readonly advertisedPort: number },
    private broker: LocalKafka,
  ) {}

  /** Through the proxy: a broker tells its clients where to come to, so there is no other way. */
  get brokers(): string {
    return `127.0.0.1:${this.proxy.port}`;
  }

  static async open(folder: string, tidy: TidyUp): Promise<RigBroker> {
    const port = await freePort();
    const proxy = await TcpProxy.open(port);
    tidy.add("Kafka's proxy", () => proxy.close());
    const at = { dir: join(folder, 'kafka'), port, advertisedPort: proxy.port };
    const broker = new RigBroker(proxy, at, await startLocalKafka(at));
    tidy.add('Kafka', () => broker.broker.stop());
    return broker;
  }

  async kill(): Promise<void> {
    process.kill(this.broker.pid, 'SIGKILL');
    await this.broker.stop();
  }

  async start(): Promise<void> {
    this.broker = await startLocalKafka(this.at);
  }
}
