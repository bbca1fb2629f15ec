import type { PartitionLag } from '../event-log/event-log.js';

/** Sightings kept of one partition; beyond them the history gets coarser, never younger. */
const SIGHTINGS_MAX = 1_000;

/** The end of a partition, and when it was first seen there. */
interface Sighting {
  readonly atMs: number;
  readonly endOffset: number;
}

export interface TopicLag {
  readonly topic: string;
  /** Records not dealt with, over all partitions. */
  readonly unheard: number;
  /** How long the oldest of them has been seen to wait. */
  readonly ageSeconds: number;
}

/**
 * Tells how old the oldest unheard record of a group is without reading any: a record was there when the end of its
 * partition was first seen beyond it. So the age is short by the time between two looks at most, and begins anew with the process.
 */
export class LagAges {
  /** bound: the partitions there are. */
  private readonly sightings = new Map<string, readonly Sighting[]>();

  /** Takes in a look at all partitions of a group; `nowMs` only ever rises. */
  note(lags: readonly PartitionLag[], nowMs: number): TopicLag[] {
    const topics = new Map<string, TopicLag>();
    for (const lag of lags) {
      const ageSeconds = this.ageOf(lag, nowMs) / 1_000;
      const known = topics.get(lag.topic);
      topics.set(lag.topic, {
        topic: lag.topic,
        unheard: (known?.unheard ?? 0) + Math.max(0, lag.endOffset - lag.nextOffset),
        ageSeconds: Math.max(known?.ageSeconds ?? 0, ageSeconds),
      });
    }
    return [...topics.values()];
  }

  private ageOf({ topic, partition, nextOffset, endOffset }: PartitionLag, nowMs: number): number {
    const name = `${topic}/${partition}`;
    const before = this.sightings.get(name) ?? [];
    const last = before.at(-1);
    const begunAnew = last !== undefined && endOffset < last.endOffset;
    const known = begunAnew ? [] : before;
    const grown =
      known.at(-1)?.endOffset === endOffset ? known : thinned([...known, { atMs: nowMs, endOffset }]);
    const waiting = grown.filter((sighting) => sighting.endOffset > nextOffset);
    // The last stays also when all is heard: without it the next look would take the old end for news.
    this.sightings.set(name, waiting.length > 0 ? waiting : grown.slice(-1));
    return waiting[0] ? nowMs - waiting[0].atMs : 0;
  }
}

/** Leaves out the second: the oldest unheard record keeps its age. */
const thinned = (sightings: readonly Sighting[]): readonly Sighting[] =>
  sightings.length <= SIGHTINGS_MAX ? sightings : [...sightings.slice(0, 1), ...sightings.slice(2)];
