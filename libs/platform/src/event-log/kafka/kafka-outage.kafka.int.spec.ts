import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FreezableNetwork } from '../contract/freezable-network.js';
import { aGroupName, aRecord, aTopicName, eventually, firstHandled, Listener } from '../contract/listener.js';
import type { EventLog, LogRecord } from '../event-log.js';
import { kafkaAvailability, startLocalKafka, type LocalKafka } from '../../local-servers/index.js';
import { KafkaEventLog } from './kafka-event-log.js';

const RECOVERY_MS_MAX = 90_000;
const CASE_MS_MAX = 180_000;

const available = kafkaAvailability();
const suite = available.ok || process.env.CI === 'true' ? describe : describe.skip;

suite(`a Kafka that goes away${available.ok ? '' : ` (${available.reason})`}`, () => {
  let dir: string;
  let kafka: LocalKafka;
  let log: KafkaEventLog;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'okuru-kafka-outage-'));
    kafka = await startLocalKafka({ dir, shortLived: true });
    log = new KafkaEventLog({ brokers: [kafka.brokers], clientId: 'outage', sessionTimeoutMs: 6_000 });
  }, CASE_MS_MAX);
  afterAll(async () => {
    await log.close();
    await kafka.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const restart = async (): Promise<void> => {
    kafka = await startLocalKafka({ dir, port: Number(kafka.brokers.split(':')[1]), shortLived: true });
  };
  const killed = async (): Promise<void> => {
    process.kill(kafka.pid, 'SIGKILL');
    await kafka.stop();
  };

  /** What the relay does: the same records again until they are in. */
  const appendUntilDone = async (
    to: EventLog,
    topic: string,
    records: readonly LogRecord[],
  ): Promise<number> => {
    for (let failures = 0; ; failures += 1) {
      try {
        await to.append(topic, records);
        return failures;
      } catch (fault) {
        if (failures > 20) throw fault;
      }
    }
  };

  it(
    'delays what was said and loses none of it, when it is killed and comes back',
    async () => {
      const topic = aTopicName();
      await log.ensureTopic(topic, 3);
      const listener = new Listener();
      const member = await listener.join(log, topic, { group: aGroupName() });
      const keys = ['order:1', 'order:2', 'order:3', 'order:4'];
      const rounds = 300;
      let failures = 0;
      const writing = (async () => {
        for (let round = 0; round < rounds; round += 1) {
          failures += await appendUntilDone(
            log,
            topic,
            keys.map((key) => aRecord(key, round)),
          );
        }
      })();
      await eventually(() => expect(listener.handled.length).toBeGreaterThan(100));

      await killed();
      const deaf = expect(
        eventually(() => expect(listener.faults.length + failures).toBeGreaterThan(0), 60_000),
      );
      await deaf.resolves.toBeUndefined();
      await restart();
      await writing;

      await eventually(
        () => expect(firstHandled(listener)).toHaveLength(rounds * keys.length),
        RECOVERY_MS_MAX,
      );
      for (const key of keys) {
        expect([...new Set(listener.values(key))]).toEqual(Array.from({ length: rounds }, (_, at) => at));
      }
      await member.close();
    },
    CASE_MS_MAX,
  );

  it(
    'does not take a new record for one whose answer was lost on the way',
    async () => {
      const topic = aTopicName();
      await log.ensureTopic(topic, 1);
      const network = new FreezableNetwork();
      const hardOfHearing = new KafkaEventLog({
        brokers: [kafka.brokers],
        clientId: 'deaf',
        requestTimeoutMs: 1_000,
        socketFactory: ({ host, port, onConnect }) => network.socket().connect(port, host, onConnect),
      });
      await hardOfHearing.append(topic, [aRecord('order:1', 'heard')]);
      network.deafen();
      await expect(hardOfHearing.append(topic, [aRecord('order:1', 'not heard')])).rejects.toThrow();
      network.thaw();
      await hardOfHearing.append(topic, [aRecord('order:1', 'another')]);

      const listener = new Listener();
      const member = await listener.join(log, topic);
      await eventually(() => expect(firstHandled(listener).at(-1)).toBe('order:1 "another"'));
      expect(firstHandled(listener)).toEqual(['order:1 "heard"', 'order:1 "not heard"', 'order:1 "another"']);
      await Promise.all([member.close(), hardOfHearing.close()]);
    },
    CASE_MS_MAX,
  );

  it(
    'lets a member subscribe while it is away, and join when it is back',
    async () => {
      const topic = aTopicName();
      await log.ensureTopic(topic, 1);
      await log.append(topic, [aRecord('order:1', 'before')]);
      await killed();
      const late = new KafkaEventLog({ brokers: [kafka.brokers], clientId: 'late', sessionTimeoutMs: 6_000 });
      const listener = new Listener();
      const member = await listener.join(late, topic);
      expect(listener.faults.length).toBeGreaterThan(0);
      expect(member.assigned()).toEqual([]);

      await restart();
      await eventually(() => expect(listener.values()).toEqual(['before']), RECOVERY_MS_MAX);
      await late.close();
    },
    CASE_MS_MAX,
  );
});
