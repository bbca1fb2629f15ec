import { setTimeout as wait } from 'node:timers/promises';
import { type ServiceName, SERVICES } from '@okuru/contracts';
import { ApiClient } from '../../api/api-client.js';

const LOOK_EVERY_MS = 1_000;

interface Letter {
  readonly id: string;
  readonly eventId: string;
}

/**
 * Somebody who looks at the dead letters of every service: discards what the rig has poisoned and redrives what waits
 * behind it. A service that was out of reach meets the poison late, so the looking does not end with the fault.
 */
export class Staff {
  private readonly poison = new Set<string>();
  private readonly seen = new Set<string>();
  private stopped = false;
  private readonly clients: ReadonlyMap<ServiceName, ApiClient>;
  private running: Promise<void> = Promise.resolve();

  constructor(urls: Readonly<Record<ServiceName, string>>, opsKey: string) {
    this.clients = new Map(SERVICES.map((service) => [service, new ApiClient(urls[service], opsKey, 2)]));
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const client of this.clients.values()) client.close();
    await this.running;
  }

  /** Tells of events that may be discarded wherever they turn up. */
  mayDiscard(eventIds: Iterable<string>): void {
    for (const id of eventIds) this.poison.add(id);
  }

  /** How many of the events were found set aside by some service, as soon as all were or the time is over. */
  async found(eventIds: ReadonlySet<string>, withinMs: number): Promise<number> {
    const deadline = Date.now() + withinMs;
    const found = (): number => [...eventIds].filter((id) => this.seen.has(id)).length;
    while (found() < eventIds.size && Date.now() < deadline) await wait(LOOK_EVERY_MS);
    return found();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await wait(LOOK_EVERY_MS);
      if (this.poison.size === 0) continue;
      // A service that does not answer now is asked again in the next round.
      await Promise.all(SERVICES.map((service) => this.settleAt(service).catch(() => undefined)));
    }
  }

  private async settleAt(service: ServiceName): Promise<void> {
    const ops = this.clients.get(service);
    if (!ops) return;
    const path = `/v1/${service}/dead-letters`;
    const listed = async (state: string): Promise<readonly Letter[]> => {
      const { status, body } = await ops.send('GET', `${path}?state=${state}`);
      return status === 200 ? (body as { deadLetters: Letter[] }).deadLetters : [];
    };
    for (const { id, eventId } of await listed('dead')) {
      if (!this.poison.has(eventId)) continue;
      this.seen.add(eventId);
      await ops.send('POST', `${path}/${id}/discard`, { json: { note: 'poison of the rig' } });
    }
    for (const { id } of await listed('waiting'))
      await ops.send('POST', `${path}/${id}/redrive`, { json: {} });
  }
}
