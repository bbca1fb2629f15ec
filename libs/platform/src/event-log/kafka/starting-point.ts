import type { Consumer } from 'kafkajs';
import type { Subscription } from '../event-log.js';
import type { TopicPartition } from '../delivery/group-store.js';
import type { KafkaAdmin } from './kafka-admin.js';

const ROUNDS_MAX = 10;
const BETWEEN_ROUNDS_MS = 100;

/**
 * Commits where the group begins on partitions it has never committed. Kafka itself would decide anew at every join
 * until the first commit: a group that starts from the end and hears nothing would lose what comes while it is away.
 * A round that found nothing missing ends it; throws when the commits do not take, so that the member joins again.
 */
export const settleStartingPoint = async (
  admin: KafkaAdmin,
  consumer: Consumer,
  { group, topics, startFrom }: Pick<Subscription, 'group' | 'topics' | 'startFrom'>,
  assigned: readonly TopicPartition[],
  isCurrent: () => boolean,
): Promise<void> => {
  for (let round = 0; round < ROUNDS_MAX && isCurrent(); round += 1) {
    const standings = await admin.standing(group, topics);
    const missing = standings.filter(
      ({ topic, partition, committed }) =>
        committed === undefined &&
        assigned.some((held) => held.topic === topic && held.partition === partition),
    );
    if (missing.length === 0) return;
    if (!isCurrent()) return;
    const positions = missing.map(({ topic, partition, first, next }) => ({
      topic,
      partition,
      offset: String(startFrom === 'end' ? next : first),
    }));
    positions.forEach((position) => consumer.seek(position));
    await consumer.commitOffsets(positions);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_ROUNDS_MS));
  }
  if (isCurrent())
    throw new Error(`Group ${group} could not settle where it begins within ${ROUNDS_MAX} rounds.`);
};
