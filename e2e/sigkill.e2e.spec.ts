import { setTimeout as wait } from 'node:timers/promises';
import { kafkaAvailability, type LocalKafka, startLocalKafka } from '@okuru/platform/testing';
import { runDemo } from '../apps/cli/src/demo/demo.js';

const ORDERS = 150;
/** Letters one job drains; so many may have been in flight when the process died. */
const LETTERS_IN_FLIGHT_MAX = 100;

const kafka = kafkaAvailability();
const suite = kafka.ok || process.env.CI === 'true' ? describe : describe.skip;

suite(`a service killed in the middle of the work${kafka.ok ? '' : ` (skipped: ${kafka.reason})`}`, () => {
  let broker: LocalKafka | undefined;

  beforeAll(async () => {
    if (process.env.KAFKA_BROKERS) return;
    broker = await startLocalKafka();
    process.env.KAFKA_BROKERS = broker.brokers;
  });
  afterAll(async () => {
    if (!broker) return;
    delete process.env.KAFKA_BROKERS;
    await broker.stop();
  });

  it.each(['order', 'inventory', 'shipping', 'notification'] as const)(
    '%s: SIGKILL and a new start end in a clean audit',
    async (service) => {
      let killed = false;
      const report = await runDemo(
        { kafka: true, orders: ORDERS, seed: `kill-${service}` },
        {
          whileWorking: async (shop, ledger) => {
            while (ledger.handedOver.size < ORDERS / 10) await wait(20);
            await shop.process(service).kill();
            killed = true;
            await wait(300);
            await shop.process(service).start();
          },
        },
      );
      expect(killed).toBe(true);
      expect(report.faults).toEqual([]);
      expect(report).toMatchObject({
        accepted: ORDERS,
        lost: 0,
        duplicated: 0,
        oversold: 0,
        unaccountedUnits: 0,
      });
      expect(report.dispatched + report.cancelled).toBe(ORDERS);
      expect(report.letterRepeats).toBeLessThanOrEqual(LETTERS_IN_FLIGHT_MAX);
    },
    240_000,
  );
});
