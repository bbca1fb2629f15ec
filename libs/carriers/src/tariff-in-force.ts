import type { CarrierService, Tariff } from './types.js';

/** Whether the tariff prices the service on that day (ISO date). */
export const isInForce = (tariff: Tariff, service: CarrierService, shipOn: string): boolean =>
  tariff.service === service.service &&
  tariff.carrier === service.carrier &&
  tariff.effectiveFrom <= shipOn &&
  (tariff.effectiveTo === undefined || shipOn <= tariff.effectiveTo);

/** The tariff to use on that day: the shop's own before any sample, then the newest, then by version text so that it is always the same. */
export const tariffInForce = (
  service: CarrierService,
  tariffs: readonly Tariff[],
  shipOn: string,
): Tariff | undefined =>
  tariffs
    .filter((tariff) => isInForce(tariff, service, shipOn))
    .reduce<Tariff | undefined>(
      (best, tariff) => (best && !isBetter(tariff, best) ? best : tariff),
      undefined,
    );

const isBetter = (tariff: Tariff, best: Tariff): boolean => {
  if (tariff.isSample !== best.isSample) return best.isSample;
  if (tariff.effectiveFrom !== best.effectiveFrom) return tariff.effectiveFrom > best.effectiveFrom;
  return tariff.version > best.version;
};
