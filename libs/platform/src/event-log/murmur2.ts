const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;

/** Kafka's murmur2, answering the same signed 32-bit number as the Java client and kafkajs. */
export const murmur2 = (data: Uint8Array): number => {
  const at = (index: number): number => data[index] ?? 0;
  const tail = data.length & ~3;
  let hash = SEED ^ data.length;

  for (let index = 0; index < tail; index += 4) {
    const word = at(index) | (at(index + 1) << 8) | (at(index + 2) << 16) | (at(index + 3) << 24);
    const mixed = Math.imul(word, MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER);
  }
  if (data.length > tail) {
    hash ^= at(tail) | (at(tail + 1) << 8) | (at(tail + 2) << 16);
    hash = Math.imul(hash, MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
};

const utf8 = new TextEncoder();

/** The partition of a key, the same in every adapter: Kafka's default partitioner. */
export const partitionOf = (key: string, partitions: number): number => keyHashOf(key) % partitions;

/** Not negative; the partition is its remainder. */
export const keyHashOf = (key: string): number => murmur2(utf8.encode(key)) & 0x7fffffff;
