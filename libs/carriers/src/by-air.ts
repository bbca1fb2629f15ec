import type { CarrierService, DeliveryDemand, QuoteRefusalReason, SizeClass, Tariff } from './types.js';

/** Goods that may not fly, where the tariff says that a class goes by air. */
export const airRefusal = (
  service: CarrierService,
  tariff: Tariff,
  demand: DeliveryDemand,
  sizeClass: SizeClass,
): QuoteRefusalReason | undefined => {
  if (!goesByAir(service, tariff, demand.prefecture, sizeClass)) return undefined;
  if (demand.battery && service.battery === 'not-by-air') return 'battery-not-by-air';
  if (demand.liquid && service.liquid === 'not-by-air') return 'liquid-not-by-air';
  return undefined;
};

const goesByAir = (
  { classes }: CarrierService,
  { byAir = [] }: Tariff,
  to: number,
  sizeClass: SizeClass,
): boolean =>
  byAir.some(
    ({ prefecture, fromClassCode }) =>
      prefecture === to &&
      classes.indexOf(sizeClass) >= classes.findIndex(({ code }) => code === fromClassCode),
  );
