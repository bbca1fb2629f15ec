import { type Admin, Kafka, logLevel } from 'kafkajs';
import { FreezableNetwork } from '../contract/freezable-network.js';
import type { EventLogHarness } from '../contract/harness.js';
import { eventLogContract } from '../event-log.contract.js';
import { kafkaAvailability, startLocalKafka, type LocalKafka } from '../../local-servers/index.js';
import { KafkaEventLog } from './kafka-event-log.js';

/** A broker of somebody else's has Kafka's usual lower bound for sessions. */
const SESSION_MS = process.env.KAFKA_BROKERS ? 6_000 : 2_000;

const kafkaHarness = async (): Promise<EventLogHarness> => {
  const local: LocalKafka | undefined = process.env.KAFKA_BROKERS
    ? undefined
    : await startLocalKafka({ shortLived: true });
  const brokers = (process.env.KAFKA_BROKERS ?? local?.brokers ?? '').split(',');
  const aLog = (network: FreezableNetwork): KafkaEventLog =>
    new KafkaEventLog({
      brokers,
      clientId: 'contract',
      sessionTimeoutMs: SESSION_MS,
      backoffMsFirst: 20,
      backoffMsMax: 200,
      onLog: process.env.DEBUG_KAFKA
        ? (line) => process.stderr.write(`${JSON.stringify(line)}\n`)
        : undefined,
      socketFactory: ({ host, port, onConnect }) =>
        network.socket().connect(port, host, onConnect).setKeepAlive(true),
    });
  const withAdmin = async (work: (admin: Admin) => Promise<void>): Promise<void> => {
    const admin = new Kafka({ brokers, clientId: 'contract', logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await work(admin).finally(() => admin.disconnect());
  };
  return {
    handoverMsMax: SESSION_MS * 10,
    open: async () => {
      const network = new FreezableNetwork();
      return { log: aLog(network), freeze: () => network.freeze(), thaw: () => network.thaw() };
    },
    recreateTopic: async (topic, partitions) => {
      await withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
      const log = aLog(new FreezableNetwork());
      await log.ensureTopic(topic, partitions);
      await log.close();
    },
    loseBelow: (topic, offset) =>
      withAdmin(async (admin) => {
        await admin.fetchTopicOffsets(topic); // without it, kafkajs does not know who leads the partition
        await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
      }),
    appendOverlapping: async (topic, first, second, whileOpen) => {
      const [one, two] = [aLog(new FreezableNetwork()), aLog(new FreezableNetwork())];
      await Promise.all([one.append(topic, [first]), two.append(topic, [second]), whileOpen()]);
      await Promise.all([one.close(), two.close()]);
    },
    close: async () => {
      await local?.stop();
    },
  };
};

const available = process.env.KAFKA_BROKERS ? ({ ok: true } as const) : kafkaAvailability();

if (available.ok || process.env.CI === 'true') {
  eventLogContract('Kafka', kafkaHarness, 'the broker decides');
} else {
  describe.skip(`event log on Kafka (${available.reason})`, () => {
    it('keeps the contract', () => undefined);
  });
}
