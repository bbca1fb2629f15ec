import type { Envelope } from '@okuru/contracts';

/** Events of one type, each of another key, or all that go together; in the order in which they were delivered. */
export interface Round {
  /** Of the first. */
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
 * long as that allows. Types that go together are taken together, of each key as many as follow each other.
 * @param togetherOf the same object for types that go together
 */
export const roundsOf = (
  events: readonly Envelope[],
  togetherOf: (type: string) => object | undefined = () => undefined,
): Round[] => {
  const queues = new Map<string, Waiting[]>();
  events.forEach((event, at) => {
    const queue = queues.get(event.key);
    if (queue) queue.push({ at, event });
    else queues.set(event.key, [{ at, event }]);
  });
  const groupOf = ({ event: { type } }: Waiting): object | string => togetherOf(type) ?? type;
  const heads = new Map<object | string, Waiting[]>();
  const stepUp = (queue: Waiting[]): void => {
    const next = queue.shift();
    if (!next) return;
    const group = groupOf(next);
    const round = heads.get(group) ?? [];
    heads.set(group, round);
    round.push(next);
    if (typeof group === 'string') return;
    // bound: what waits of one key
    while (queue[0] && groupOf(queue[0]) === group) round.push(queue.shift()!);
  };
  for (const queue of queues.values()) stepUp(queue);

  const rounds: Round[] = [];
  for (let group = longest(heads); group !== undefined; group = longest(heads)) {
    const round = (heads.get(group) ?? []).sort((a, b) => a.at - b.at).map(({ event }) => event);
    heads.delete(group);
    rounds.push({ type: round[0]!.type, events: round });
    for (const key of new Set(round.map((event) => event.key))) stepUp(queues.get(key) ?? []);
  }
  return rounds;
};

const longest = <Group>(heads: ReadonlyMap<Group, readonly Waiting[]>): Group | undefined => {
  let found: Group | undefined;
  let length = 0;
  for (const [group, waiting] of heads) {
    if (waiting.length > length) [found, length] = [group, waiting.length];
  }
  return found;
};
