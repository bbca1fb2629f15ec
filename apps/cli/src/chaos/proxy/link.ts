import { connect, type Socket } from 'node:net';

export interface LinkRules {
  readonly delayMs: () => number;
  readonly onDelayed: () => void;
  readonly onSwallowed: () => void;
  readonly losesAnswerTo: (fromClient: Buffer) => boolean;
  readonly onAnswerLost: () => void;
  readonly onClosed: () => void;
}

/** One connection through the proxy: two sockets, each handing on what the other hears. */
export class Link {
  silent = false;

  private readonly upstream: Socket;
  private losesNextAnswer = false;
  private gone = false;

  constructor(
    private readonly client: Socket,
    target: number,
    private readonly rules: LinkRules,
  ) {
    this.upstream = connect({ host: '127.0.0.1', port: target, noDelay: true, allowHalfOpen: true });
    const toUpstream = new Lane(this.upstream, rules);
    const toClient = new Lane(this.client, rules);
    this.client.on('data', (chunk: Buffer) => {
      if (this.swallows()) return;
      this.losesNextAnswer ||= rules.losesAnswerTo(chunk);
      toUpstream.send(chunk);
    });
    this.upstream.on('data', (chunk: Buffer) => {
      if (this.swallows()) return;
      if (!this.losesNextAnswer) return toClient.send(chunk);
      rules.onAnswerLost();
      this.cut();
    });
    for (const [socket, lane] of [
      [this.client, toUpstream],
      [this.upstream, toClient],
    ] as const) {
      socket.on('end', () => this.silent || lane.end());
      socket.on('error', () => this.silent || this.cut());
      socket.on('close', () => this.silent || lane.end());
    }
    this.client.on('close', () => this.noteGone());
    this.upstream.on('close', () => this.noteGone());
  }

  /** From now on nothing passes and neither end hears of the other's end. */
  fallSilent(): void {
    this.silent = true;
  }

  /** Resets both ends at once. */
  cut(): void {
    this.silent = true;
    this.client.resetAndDestroy();
    this.upstream.resetAndDestroy();
  }

  private swallows(): boolean {
    if (this.silent) this.rules.onSwallowed();
    return this.silent;
  }

  private noteGone(): void {
    if (this.gone || !this.client.destroyed || !this.upstream.destroyed) return;
    this.gone = true;
    this.rules.onClosed();
  }
}

/** One direction: keeps the order of what it delays. */
class Lane {
  /** bound: what one peer sends within one delay. */
  private readonly waiting: { readonly due: number; readonly chunk: Buffer | 'end' }[] = [];
  private pumping = false;

  constructor(
    private readonly to: Socket,
    private readonly rules: Pick<LinkRules, 'delayMs' | 'onDelayed'>,
  ) {}

  send(chunk: Buffer): void {
    this.add(chunk);
  }

  end(): void {
    this.add('end');
  }

  private add(chunk: Buffer | 'end'): void {
    const delayMs = this.rules.delayMs();
    if (delayMs === 0 && this.waiting.length === 0) return this.handOn(chunk);
    this.rules.onDelayed();
    this.waiting.push({ due: performance.now() + delayMs, chunk });
    if (!this.pumping) this.pump();
  }

  private pump(): void {
    const next = this.waiting[0];
    this.pumping = next !== undefined;
    if (!next) return;
    setTimeout(
      () => {
        this.waiting.shift();
        this.handOn(next.chunk);
        this.pump();
      },
      Math.max(0, next.due - performance.now()),
    );
  }

  private handOn(chunk: Buffer | 'end'): void {
    if (this.to.destroyed || this.to.writableEnded) return;
    if (chunk === 'end') this.to.end();
    else this.to.write(chunk);
  }
}
