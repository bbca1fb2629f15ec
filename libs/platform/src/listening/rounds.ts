import type { Envelope } from '@okuru/contracts';

/** Events of one type, each of another key, in the order in which they were delivered. */
export interface Round {
  readonly type: string;
  readonly events: readonly Envelope[];
}

interface Waiting {
  /** Place in the delivery. */
  readonly at: number;
  readonly event: Envelope;
}

/**
 * Cuts a delivery into rounds for set-based handlers: each round takes all events of one type that stand first in
 * their key's queue. So the order per key is kept, no handler meets a key twice in one call, and the rounds are as
 * long as that allows.
 */
export const roundsOf = (events: readonly Envelope[]): Round[] => {
  const queues = new Map<string, Waiting[]>();
  events.forEach((event, at) => {
    const queue = queues.get(event.key);
    if (queue) queue.push({ at, event });
    else queues.set(event.key, [{ at, event }]);
  });
  const heads = new Map<string, Waiting[]>();
  const stepUp = (queue: Waiting[]): void => {
    const next = queue.shift();
    if (!next) return;
    const ofType = heads.get(next.event.type);
    if (ofType) ofType.push(next);
    else heads.set(next.event.type, [next]);
  };
  for (const queue of queues.values()) stepUp(queue);

  const rounds: Round[] = [];
  for (let type = longest(heads); type !== undefined; type = longest(heads)) {
    const round = (heads.get(type) ?? []).sort((a, b) => a.at - b.at);
    heads.delete(type);
    rounds.push({ type, events: round.map(({ event }) => event) });
    for (const { event } of round) stepUp(queues.get(event.key) ?? []);
  }
  return rounds;
};

const longest = (heads: ReadonlyMap<string, readonly Waiting[]>): string | undefined => {
  let found: string | undefined;
  let length = 0;
  for (const [type, waiting] of heads) {
    if (waiting.length > length) [found, length] = [type, waiting.length];
  }
  return found;
};
