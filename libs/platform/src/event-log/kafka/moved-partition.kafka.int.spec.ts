import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import {
  freePort,
  kafkaAvailability,
  type LocalKafka,
  newKafkaCluster,
  startLocalKafka,
} from '../../local-servers/index.js';
import { aTopicName, records } from '../contract/listener.js';
import { KafkaEventLog } from './kafka-event-log.js';

const CASE_MS_MAX = 180_000;
const NODES = [1, 2];
const KEYS = Array.from({ length: 20 }, (_, at) => `order:${at}`);

const available = kafkaAvailability();
const suite = available.ok || process.env.CI === 'true' ? describe : describe.skip;

suite(`a partition that moves to another broker${available.ok ? '' : ` (${available.reason})`}`, () => {
  let dir: string;
  let brokers: LocalKafka[];
  let admin: Admin;
  let log: KafkaEventLog;
  const topic = aTopicName();

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'okuru-kafka-moved-'));
    const cluster = await newKafkaCluster(NODES.length);
    brokers = await Promise.all(
      NODES.map(async (nodeId) =>
        startLocalKafka({ dir: join(dir, String(nodeId)), port: await freePort(), of: { cluster, nodeId } }),
      ),
    );
    const addresses = brokers.map((broker) => broker.brokers);
    admin = new Kafka({ brokers: addresses, clientId: 'mover', logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    // Partition 0 is led by the first broker and partition 1 by the second; there are no copies.
    const replicaAssignment = NODES.map((nodeId, partition) => ({ partition, replicas: [nodeId] }));
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, replicaAssignment }] });
    log = new KafkaEventLog({ brokers: addresses, clientId: 'moved' });
  }, CASE_MS_MAX);
  afterAll(async () => {
    await log.close();
    await admin.disconnect();
    await Promise.all(brokers.map((broker) => broker.stop()));
    await rm(dir, { recursive: true, force: true });
  }, CASE_MS_MAX);

  const ends = async (): Promise<number[]> =>
    (await admin.fetchTopicOffsets(topic))
      .sort((a, b) => a.partition - b.partition)
      .map(({ high }) => Number(high));
  const leaderOf = async (partition: number): Promise<number | undefined> =>
    (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions.find(
      ({ partitionId }) => partitionId === partition,
    )?.leader;
  const moved = async (partition: number, nodeId: number): Promise<void> => {
    const partitionAssignment = [{ partition, replicas: [nodeId] }];
    await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment }] });
    while ((await leaderOf(partition)) !== nodeId) await wait(50);
  };

  it(
    'to one that has confirmed its own records already, loses none of those that were on their way to it',
    async () => {
      const all = records(KEYS, KEYS.length);
      await log.append(topic, all);
      const [, first] = await ends();
      await moved(1, 1);
      // As the relay does: whatever is not confirmed is appended again.
      let failures = 0;
      while (failures < 20) {
        try {
          await log.append(topic, all);
          break;
        } catch {
          failures += 1;
        }
      }
      const [, last] = await ends();
      expect(first).toBeGreaterThan(0);
      expect(last).toBeGreaterThanOrEqual(2 * first!);
    },
    CASE_MS_MAX,
  );
});
