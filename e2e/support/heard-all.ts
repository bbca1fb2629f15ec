import { SERVICES, type ServiceName, topicOf } from '@okuru/contracts';
import type { EventLog } from '@okuru/platform';

/** True when the service has dealt with everything there is in the topics that it hears. */
export const hasHeardAll = async (log: EventLog, service: ServiceName): Promise<boolean> => {
  const lag = await log.lag(topicOf(service), SERVICES.map(topicOf));
  return lag.every(({ nextOffset, endOffset, begun }) => !begun || nextOffset === endOffset);
};

export const haveAllHeardAll = async (log: EventLog): Promise<boolean> =>
  (await Promise.all(SERVICES.map((service) => hasHeardAll(log, service)))).every(Boolean);
