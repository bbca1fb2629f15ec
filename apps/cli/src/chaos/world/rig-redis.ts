import { once } from 'node:events';
import { connect } from 'node:net';
import { type LocalRedis, startLocalRedis } from '@okuru/platform/local-servers';
import type { TidyUp } from '../../demo/tidy-up.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';

const ANSWER_WITHIN_MS = 3_000;

/** A Redis of the rig's own behind a proxy; what it holds is lost with it. */
export class RigRedis {
  private constructor(
    readonly proxy: TcpProxy,
    private redis: LocalRedis,
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.proxy.port}`;
  }

  private get port(): number {
    return Number(new URL(this.redis.url).port);
  }

  static async open(tidy: TidyUp): Promise<RigRedis> {
    const server = await startLocalRedis();
    const proxy = await TcpProxy.open(Number(new URL(server.url).port));
    const redis = new RigRedis(proxy, server);
    tidy.add("Redis's proxy", () => proxy.close());
    tidy.add('Redis', () => redis.redis.stop());
    return redis;
  }

  /** Answers how many keys there were. */
  async empty(): Promise<number> {
    const keys = Number(/^:(\d+)/.exec(await this.say('DBSIZE'))?.[1] ?? 0);
    await this.say('FLUSHALL');
    return keys;
  }

  async kill(): Promise<void> {
    await this.redis.kill();
  }

  async start(): Promise<void> {
    this.redis = await startLocalRedis(this.port);
  }

  /** One inline command and the first line of its answer. */
  private async say(command: string): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port: this.port, timeout: ANSWER_WITHIN_MS });
    socket.on('timeout', () => socket.destroy(new Error(`Redis did not answer ${command}`)));
    try {
      socket.write(`${command}\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    } finally {
      socket.destroy();
    }
  }
}
