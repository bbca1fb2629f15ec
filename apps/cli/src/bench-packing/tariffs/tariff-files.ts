import {
  importTariff,
  sagawaLarge,
  sagawaTakuhaibin,
  yamatoTakkyubin,
  type CarrierService,
  type ImportedTariff,
} from '@okuru/carriers';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** JIS code of Tokyo, where the bench's parcels start. */
export const ORIGIN_PREFECTURE = 13;

/** A published table and what its files do not say themselves. */
export interface PublishedTariff {
  readonly name: string;
  readonly service: CarrierService;
  readonly otherServices?: readonly CarrierService[];
  readonly effectiveFrom: string;
  readonly rates: string;
  readonly zones: string;
}

/** The published tables that lie in the folder of data sets; none where there is no such folder. */
export const publishedTariffs = (shared: string): PublishedTariff[] => {
  const folder = join(shared, 'jp-tariffs');
  if (!existsSync(folder)) return [];
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const sagawa = {
    rates: read('sagawa-2024-04-from-kanto/rates.csv'),
    zones: read('sagawa-2024-04-from-kanto/zones.csv'),
    effectiveFrom: '2024-04-01',
  };
  return [
    {
      name: 'Yamato 2025-12',
      service: yamatoTakkyubin,
      effectiveFrom: '2025-12-01',
      rates: read('yamato-2025-12/rates.csv'),
      zones: read('yamato-2025-12/zones.json'),
    },
    { name: 'Sagawa 2024-04', service: sagawaTakuhaibin, otherServices: [sagawaLarge], ...sagawa },
    { name: 'Sagawa large 2024-04', service: sagawaLarge, otherServices: [sagawaTakuhaibin], ...sagawa },
  ];
};

export const imported = (published: PublishedTariff): ImportedTariff =>
  importTariff({
    rates: published.rates,
    zones: published.zones,
    service: published.service,
    ...(published.otherServices ? { otherServices: published.otherServices } : {}),
    originPrefecture: ORIGIN_PREFECTURE,
    effectiveFrom: published.effectiveFrom,
    source: `${published.name}, list prices`,
  });
