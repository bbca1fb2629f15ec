import { CARRIER_SERVICES, priceAlone, sampleTariffs } from '@okuru/carriers';
import { fillRoom } from '@okuru/packing';
import type { Carriage } from './carriage.js';
import { guillotineSection } from './guillotine/guillotine-section.js';
import { instancesSection } from './instances/instances-section.js';
import { ordersSection } from './orders/orders-section.js';
import { productsSection } from './products/products-section.js';
import type { Bench, SectionReport } from './section.js';
import { smallSection } from './small/small-section.js';
import { solve } from './solver.js';
import { publishedCarriage } from './tariffs/published-carriage.js';
import { ORIGIN_PREFECTURE } from './tariffs/tariff-files.js';
import { tariffsSection } from './tariffs/tariffs-section.js';
import { timeSection } from './time/time-section.js';

/** Every service Okuru knows, at its own prices. */
const sample: Carriage = {
  services: CARRIER_SERVICES,
  tariffs: sampleTariffs(ORIGIN_PREFECTURE),
  said: "Okuru's own sample tariff from Tokyo",
};

/** In the order of the report. */
export const SECTIONS: Readonly<Record<string, (bench: Bench) => SectionReport>> = {
  orders: (bench) => ordersSection(bench, publishedCarriage(bench.shared) ?? sample, solve),
  small: (bench) => smallSection(bench, solve),
  guillotine: (bench) => guillotineSection(bench, solve),
  instances: (bench) => instancesSection(bench, solve, fillRoom),
  time: (bench) => timeSection(bench, sample, solve),
  products: (bench) => productsSection(bench, sample, priceAlone),
  tariffs: (bench) => tariffsSection(bench),
};
