/// <reference types="jest" />
import { beginningContract } from './contract/beginning.contract.js';
import { figuresContract } from './contract/figures.contract.js';
import type { EventLogHarness, LogProcess, RetentionRule } from './contract/harness.js';
import { orderContract } from './contract/order.contract.js';
import { redeliveryContract } from './contract/redelivery.contract.js';
import { retentionContract } from './contract/retention.contract.js';
import { servicesContract } from './contract/services.contract.js';
import { sharingContract } from './contract/sharing.contract.js';

/** A broker or a database may first have to start, on a busy machine. */
const HARNESS_MS_MAX = 180_000;

/**
 * The promises of the event log. Every adapter's spec calls this; the cases and their names are the same for all, but
 * for who decides what is dropped.
 */
export const eventLogContract = (
  name: string,
  makeHarness: () => Promise<EventLogHarness>,
  retention: RetentionRule = 'never past a group',
): void => {
  describe(`event log on ${name}`, () => {
    let made: EventLogHarness | undefined;
    let processes: LogProcess[] = [];

    /** Every process a case opens is closed with the case. */
    const harness = (): EventLogHarness => {
      const underneath = made ?? neverMade();
      return {
        ...underneath,
        open: async () => {
          const process = await underneath.open();
          processes.push(process);
          return process;
        },
      };
    };

    beforeAll(async () => {
      made = await makeHarness();
    }, HARNESS_MS_MAX);
    afterEach(async () => {
      for (const process of processes) process.thaw();
      await Promise.all(processes.map(({ log }) => log.close()));
      processes = [];
    });
    afterAll(async () => {
      await made?.close();
    });

    orderContract(harness);
    redeliveryContract(harness);
    sharingContract(harness);
    beginningContract(harness);
    figuresContract(harness);
    retentionContract(harness, retention);
    servicesContract(harness);
  });
};

const neverMade = (): never => {
  throw new Error('The harness is made before the first case.');
};
