import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaAvailability, type LocalKafka, startLocalKafka } from '../../local-servers/index.js';
import {
  aGroupName,
  aTopicName,
  eventually,
  firstHandled,
  Listener,
  pause,
  records,
} from '../contract/listener.js';
import { KafkaEventLog } from './kafka-event-log.js';

const CASE_MS_MAX = 180_000;
const SESSION_MS = 6_000;
const TWO_HOURS_MS = 7_200_000;

const available = kafkaAvailability();
const suite = available.ok || process.env.CI === 'true' ? describe : describe.skip;

suite(`a process whose clock is wrong${available.ok ? '' : ` (${available.reason})`}`, () => {
  let dir: string;
  let kafka: LocalKafka;
  let log: KafkaEventLog;
  const rightNow = Date.now.bind(Date);

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'okuru-kafka-clock-'));
    kafka = await startLocalKafka({ dir, shortLived: true });
    log = new KafkaEventLog({ brokers: [kafka.brokers], clientId: 'clock', sessionTimeoutMs: SESSION_MS });
  }, CASE_MS_MAX);
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await log.close();
    await kafka.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const clockWrongBy = (ms: number): void =>
    void jest.spyOn(Date, 'now').mockImplementation(() => rightNow() + ms);
  const membersOf = async (group: string): Promise<readonly string[]> => {
    const admin = new Kafka({
      brokers: [kafka.brokers],
      clientId: 'look',
      logLevel: logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const { groups } = await admin.describeGroups([group]);
    await admin.disconnect();
    return groups.flatMap(({ members }) => members.map(({ memberId }) => memberId));
  };

  it(
    'says what it has to say, however far its clock is ahead of the broker’s',
    async () => {
      const topic = aTopicName();
      await log.ensureTopic(topic, 1);
      clockWrongBy(TWO_HOURS_MS);
      await log.append(topic, records(['order:1'], 3));
      const [{ endOffset } = { endOffset: 0 }] = await log.lag(aGroupName(), [topic]);
      expect(endOffset).toBe(3);
    },
    CASE_MS_MAX,
  );

  it(
    'stays a member of its group when a clock that was ahead is put right',
    async () => {
      const topic = aTopicName();
      const group = aGroupName();
      await log.ensureTopic(topic, 1);
      clockWrongBy(TWO_HOURS_MS);
      const listener = new Listener();
      await listener.join(log, topic, { group });
      const before = await membersOf(group);
      expect(before).toHaveLength(1);
      jest.restoreAllMocks();
      await pause(SESSION_MS * 2);
      expect(await membersOf(group)).toEqual(before);
      await log.append(topic, records(['order:1'], 5));
      await eventually(() => expect(firstHandled(listener)).toHaveLength(5));
    },
    CASE_MS_MAX,
  );
});
