import { CARRIERS, type Carrier } from '@okuru/carriers';
import type { Language } from './language.js';

const known = (carrier: string): Carrier | undefined =>
  Object.hasOwn(CARRIERS, carrier) ? CARRIERS[carrier] : undefined;

/** An unknown carrier goes by its code. */
export const carrierName = (carrier: string, language: Language): string =>
  known(carrier)?.names[language] ?? carrier;

/** null for an unknown carrier: better no link than one to nowhere. */
export const trackingPage = (carrier: string, trackingNumber: string): string | null => {
  const page = known(carrier)?.trackingPage;
  return page === undefined ? null : `${page}${encodeURIComponent(trackingNumber)}`;
};
