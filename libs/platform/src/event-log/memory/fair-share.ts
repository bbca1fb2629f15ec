import type { MemberIdentity, TopicPartition } from '../delivery/group-store.js';

/**
 * Whose each partition is: dealt out in turn, in (topic, partition) order, among the members that subscribe to its
 * topic. `members` stand in the order they joined. The SQL of the PostgreSQL adapter deals the same way.
 */
export const fairShare = <Place extends TopicPartition>(
  places: readonly Place[],
  members: readonly MemberIdentity[],
): Map<Place, MemberIdentity> => {
  const inOrder = [...places].sort((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
  return new Map(
    inOrder.flatMap((place, turn) => {
      const seats = members.filter(({ topics }) => topics.includes(place.topic));
      const member = seats[turn % seats.length];
      return member ? [[place, member] as const] : [];
    }),
  );
};
