/** A topic was named that nobody has created; `ensureTopic` comes first, at boot. */
export class UnknownTopicError extends Error {
  override readonly name = 'UnknownTopicError';
  constructor(readonly topics: readonly string[]) {
    super(
      `The event log has no topic ${topics.join(', ')}: call ensureTopic() before appending or subscribing.`,
    );
  }
}

/** A topic exists with another number of partitions; going on would send a key's records to another partition. */
export class PartitionCountMismatchError extends Error {
  override readonly name = 'PartitionCountMismatchError';
  constructor(
    readonly topic: string,
    readonly wanted: number,
    readonly found: number,
  ) {
    super(
      `Topic ${topic} has ${found} partitions, ${wanted} were asked for: ` +
        `another count would move keys to other partitions and lose their order. Configure ${found}.`,
    );
  }
}
