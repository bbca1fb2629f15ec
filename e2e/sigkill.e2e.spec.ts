import { setTimeout as wait } from 'node:timers/promises';
import {
  kafkaAvailability,
  type LocalKafka,
  redisAvailability,
  startLocalKafka,
} from '@okuru/platform/local-servers';
import { runDemo } from '../apps/cli/src/demo/demo.js';
import type { Ledger } from '../apps/cli/src/demo/ledger.js';

const ORDERS = 150;
/** Two flights of 25; so many may have been with the mail server when the process died. */
const LETTERS_IN_FLIGHT_MAX = 50;

/** The shortest that brokers take: nobody waits longer than needed for the partitions of the dead. */
const SESSION_MS = 6_000;
const BUSY_WITHIN_MS = 90_000;

const kafka = kafkaAvailability();
const redis = await redisAvailability();
const lacking = [kafka, redis].flatMap((each) => (each.ok ? [] : [each.reason]));
const suite = lacking.length === 0 || process.env.CI === 'true' ? describe : describe.skip;
const why = lacking.length === 0 ? '' : ` (skipped: ${lacking.join('; ')})`;

/** Intake is at work while orders are posted, long before the first parcel leaves; the others when parcels leave. */
const isBusy = (service: string, { accepted, handedOver }: Ledger): boolean =>
  service === 'order' ? accepted.size >= ORDERS / 3 : handedOver.size >= ORDERS / 10;

suite(`a service killed in the middle of the work${why}`, () => {
  let broker: LocalKafka | undefined;

  beforeAll(async () => {
    if (process.env.KAFKA_BROKERS) return;
    broker = await startLocalKafka({ shortLived: true });
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
      let acceptedAtKill = ORDERS;
      let killed = false;
      const report = await runDemo(
        { kafka: true, orders: ORDERS, seed: `kill-${service}` },
        {
          environment: { KAFKA_SESSION_MS: String(SESSION_MS) },
          whileWorking: async (shop, ledger) => {
            for (let waited = 0; !isBusy(service, ledger); waited += 20) {
              if (waited > BUSY_WITHIN_MS) throw new Error(`${service} was never busy`);
              await wait(20);
            }
            acceptedAtKill = ledger.accepted.size;
            await shop.process(service).kill();
            killed = true;
            await wait(300);
            await shop.process(service).start();
          },
        },
      );
      expect(killed).toBe(true);
      if (service === 'order') expect(acceptedAtKill).toBeLessThan(ORDERS);
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
