import { CARRIER_SERVICES, serviceKey } from '@okuru/carriers';
import type { ServiceSettings } from '../carrier-tables/carrier-settings.js';

export interface SettingsFault {
  readonly path: string;
  readonly message: string;
  readonly mend: string;
}

/** What no single field shows: a service nobody knows or named twice, a discount that takes everything, an area named twice. */
export const checkSettings = (services: readonly ServiceSettings[]): SettingsFault[] => {
  const known = new Set(CARRIER_SERVICES.map(serviceKey));
  const seen = new Set<string>();
  return services.flatMap((settings, index) => {
    const faults: SettingsFault[] = [];
    const fault = (field: string, message: string, mend: string): void =>
      void faults.push({ path: `services[${index}].${field}`, message, mend });
    const key = serviceKey(settings);
    if (!known.has(key))
      fault('service', `${key} is no known service`, `Use one of ${[...known].join(', ')}.`);
    if (seen.has(key)) fault('service', `${key} is on the list twice`, 'Leave one of the two.');
    seen.add(key);
    const codes = (settings.remoteAreas ?? []).map(({ code }) => code);
    codes.forEach((code, at) => {
      if (codes.indexOf(code) < at)
        fault(`remoteAreas[${at}].code`, `${code} is on the list twice`, 'Give every area its own code.');
    });
    return faults;
  });
};
