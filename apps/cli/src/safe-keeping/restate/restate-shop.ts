import { SERVICES, topicOf } from '@okuru/contracts';
import { type Config, openLogCare } from '@okuru/platform';
import { isServiceStore, storesOf } from '../stores/store.js';
import { assertAtRest } from './at-rest.js';
import { dropFences, restate } from './restate.js';

/**
 * After the loss of the event log, or before leaving it for another: outboxes are filled with what somebody has not
 * heard and every service begins where the new log begins. Throws, naming the mend, while a service runs or the log is
 * in use.
 */
export const restateShop = async (config: Config, signal: AbortSignal): Promise<number> => {
  const services = storesOf(config).filter(isServiceStore);
  const care = await openLogCare(config);
  try {
    const used = (await care?.used(SERVICES.map(topicOf))) ?? [];
    if (used.length > 0)
      throw new Error(
        config.eventLog.kind === 'kafka'
          ? `The topics ${used.join(', ')} hold records, and what is stated again would come after them: name a new OKURU_PREFIX, or delete these topics.`
          : 'The event log holds records, and what is stated again would come after them: drop the schema okuru_log, or name a database without one.',
      );
  } finally {
    await care?.close();
  }
  for (const store of services) await assertAtRest(store);
  await dropFences(services);
  return restate(services, new Date(), signal);
};
