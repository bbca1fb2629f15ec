import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a store and keeps what passes, both ways. */
export class WireTap {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly heard: Buffer[],
    private toPort: number,
  ) {}

  /** To a port of this machine; 0 when it is told later. */
  static async open(toPort: number): Promise<WireTap> {
    const heard: Buffer[] = [];
    const server = createServer();
    const tap = new WireTap(server, heard, toPort);
    server.on('connection', (client) => {
      const store = connect(tap.toPort, '127.0.0.1');
      for (const [from, to] of [
        [client, store],
        [store, client],
      ] as const) {
        tap.sockets.add(from);
        from.on('data', (piece) => heard.push(piece));
        from.on('error', () => to.destroy());
        from.on('close', () => {
          tap.sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return tap;
  }

  leadTo(port: number): void {
    this.toPort = port;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  get bytes(): number {
    return this.heard.reduce((sum, { length }) => sum + length, 0);
  }

  /** Those of the words that somebody between the two could read. */
  readable(words: readonly string[]): string[] {
    const all = Buffer.concat(this.heard).toString('latin1');
    return words.filter((word) => all.includes(word));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
