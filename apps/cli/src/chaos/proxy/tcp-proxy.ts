import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AnswerWorthLosing } from './answers.js';
import { Link } from './link.js';

/** What the proxy does to everything that passes. */
export type Weather =
  | { readonly kind: 'clear' }
  /** New connections are reset at once. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Nothing arrives any more and nobody is told; new connections are taken and stay as silent. */
  | { readonly kind: 'silent' }
  /** Each n-th answer that is worth losing is lost, and its connection with it. */
  | { readonly kind: 'forgetful'; readonly worth: AnswerWorthLosing; readonly every: number };

/** A way to a port of this machine on which the rig can make weather. */
export class TcpProxy {
  /** What demonstrably happened, since the start. */
  readonly figures = { connections: 0, refused: 0, cut: 0, delayed: 0, swallowed: 0, answersLost: 0 };

  private readonly links = new Set<Link>();
  private weather: Weather = { kind: 'clear' };
  private worthLosing = 0;

  private constructor(
    private readonly server: Server,
    private target: number,
  ) {
    server.on('connection', (client) => this.take(client));
  }

  /** On a free port, or the one given; `target` is asked for each new connection. */
  static async open(target: number, port = 0): Promise<TcpProxy> {
    const server = createServer({ noDelay: true, allowHalfOpen: true });
    const proxy = new TcpProxy(server, target);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Where new connections go from now on. */
  leadTo(target: number): void {
    this.target = target;
  }

  /**
   * Changes the weather for old and new connections. Those that fell silent stay so for ever, like a peer that has lost its
   * power: whoever holds them must find out by himself.
   */
  setWeather(weather: Weather): void {
    this.weather = weather;
    if (weather.kind === 'silent') for (const link of this.links) link.fallSilent();
  }

  /** Resets every open connection; answers how many there were. */
  cutAll(): number {
    const open = [...this.links].filter((link) => !link.silent);
    for (const link of open) link.cut();
    this.figures.cut += open.length;
    return open.length;
  }

  async close(): Promise<void> {
    for (const link of this.links) link.cut();
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }

  private take(client: Socket): void {
    this.figures.connections += 1;
    if (this.weather.kind === 'closed') {
      this.figures.refused += 1;
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const link = new Link(client, this.target, {
      delayMs: () => (this.weather.kind === 'slow' ? this.weather.delayMs : 0),
      onDelayed: () => void (this.figures.delayed += 1),
      onSwallowed: () => void (this.figures.swallowed += 1),
      losesAnswerTo: (chunk) => this.losesAnswerTo(chunk),
      onAnswerLost: () => void (this.figures.answersLost += 1),
      onClosed: () => void this.links.delete(link),
    });
    this.links.add(link);
    if (this.weather.kind === 'silent') link.fallSilent();
  }

  private losesAnswerTo(chunk: Buffer): boolean {
    if (this.weather.kind !== 'forgetful' || !this.weather.worth(chunk)) return false;
    this.worthLosing += 1;
    return this.worthLosing % this.weather.every === 0;
  }
}
