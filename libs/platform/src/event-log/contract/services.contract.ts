import { effectsContract } from './effects.contract.js';
import { fenceContract } from './fence.contract.js';
import type { EventLogHarness } from './harness.js';
import { poisonContract } from './poison.contract.js';
import { ServicesAtWork } from './services-at-work.js';

/** What a service can rely on: the log, and its own fence, inbox and dead letters, taken together. */
export const servicesContract = (harness: () => EventLogHarness): void => {
  describe('services that hear from it', () => {
    let open: ServicesAtWork | undefined;
    const services = (): ServicesAtWork => open ?? notOpen();

    beforeAll(async () => {
      open = await ServicesAtWork.open();
    });
    beforeEach(() => services().reset());
    afterAll(() => open?.close());

    effectsContract(harness, services);
    poisonContract(harness, services);
    fenceContract(harness, services);
  });
};

const notOpen = (): never => {
  throw new Error('The services are opened before the first case.');
};
