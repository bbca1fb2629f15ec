import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { murmur2, partitionOf } from './murmur2.js';

const utf8 = new TextEncoder();

describe('murmur2', () => {
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('gives the number of the Java client for %s', (text, expected) => {
    expect(murmur2(utf8.encode(text))).toBe(expected);
  });
});

describe('partitionOf', () => {
  it('gives the partition kafkajs gives, for any key and any number of partitions', () => {
    const kafkajs = Partitioners.DefaultPartitioner();
    const partitionByKafkajs = (key: string, partitions: number): number =>
      kafkajs({
        topic: 'any',
        partitionMetadata: Array.from({ length: partitions }, (_, partitionId) => ({
          partitionId,
          leader: 1,
          partitionErrorCode: 0,
          replicas: [],
          isr: [],
        })),
        message: { key, value: '' },
      });

    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 64 }),
        (key, partitions) => {
          expect(partitionOf(key, partitions)).toBe(partitionByKafkajs(key, partitions));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
