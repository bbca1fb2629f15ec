import { importTariff, type CarrierService, type Tariff } from '@okuru/carriers';
import type { AlternativeFault } from './alternative.js';

/** A table of prices somebody asks about, as the import of tariffs reads it. */
export interface TariffFile {
  readonly carrier: string;
  readonly service: string;
  /** CSV: `prefecture,zone,lead_days,60,80,…` or `origin_zone,dest_zone,size,cash_yen`. */
  readonly rates: string;
  /** The zones of a table from zone to zone, CSV or JSON. */
  readonly zones?: string;
}

/** What a file of prices has no room for stays as the service's tariff has it today: fees, remote areas, discounts. */
export const readTariffFile = (
  { carrier, service: code, rates, zones }: TariffFile,
  path: string,
  {
    services,
    tariffs,
  }: { readonly services: readonly CarrierService[]; readonly tariffs: readonly Tariff[] },
  originPrefecture: number,
): { readonly tariff: Tariff } | { readonly faults: readonly AlternativeFault[] } => {
  const service = services.find((one) => one.carrier === carrier && one.service === code);
  if (!service) return { faults: [unknownService(path, services)] };
  const imported = importTariff({
    ...{ rates, service, originPrefecture, effectiveFrom: '2000-01-01' },
    ...(zones === undefined ? {} : { zones }),
    otherServices: services.filter((one) => one.carrier === carrier && one !== service),
    version: 'what-if',
    source: 'asked as a what-if',
  });
  if ('faults' in imported) {
    return {
      faults: imported.faults.map(({ file, row, column, message, mend }) => ({
        path: `${path}.${file}[${row}]${column === '' ? '' : `.${column}`}`,
        message: `Row ${row}: ${message}`,
        mend,
      })),
    };
  }
  const { zoneByPrefecture, priceYen, leadDaysByPrefecture, version, source } = imported.tariff;
  const base = tariffs.find((one) => one.carrier === carrier && one.service === code);
  return {
    tariff: {
      ...(base ?? imported.tariff),
      ...{ zoneByPrefecture, priceYen, version, source, isSample: false },
      ...(leadDaysByPrefecture === undefined ? {} : { leadDaysByPrefecture }),
    },
  };
};

const unknownService = (path: string, services: readonly CarrierService[]): AlternativeFault => ({
  path: `${path}.service`,
  message: 'names no service',
  mend: `Known are: ${services.map(({ carrier, service }) => `${carrier}/${service}`).join(', ')}.`,
});
