import fc from 'fast-check';
import { fairShare } from './fair-share.js';

const topics = ['a', 'b', 'c'];
const places = fc.uniqueArray(fc.record({ topic: fc.constantFrom(...topics), partition: fc.nat(11) }), {
  selector: ({ topic, partition }) => `${topic}/${partition}`,
});
const membersOf = (subscribed: readonly (readonly string[])[]) =>
  subscribed.map((some, at) => ({ group: 'g', memberId: `m${at}`, topics: some }));

describe('the fair share of a member', () => {
  it('differs by one partition at most when all subscribe to the same', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 6 }), (all, count) => {
        const members = membersOf(Array.from({ length: count }, () => topics));
        const sizes = members.map(
          (member) => [...fairShare(all, members).values()].filter((of) => of === member).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(all.length);
      }),
    );
  });

  it('leaves no partition without a member while somebody subscribes to its topic, and gives none to others', () => {
    fc.assert(
      fc.property(places, fc.array(fc.subarray(topics), { maxLength: 6 }), (all, subscribed) => {
        const members = membersOf(subscribed);
        const share = fairShare(all, members);
        for (const place of all) {
          const owner = share.get(place);
          if (owner) expect(owner.topics).toContain(place.topic);
          else expect(members.some((member) => member.topics.includes(place.topic))).toBe(false);
        }
      }),
    );
  });
});
