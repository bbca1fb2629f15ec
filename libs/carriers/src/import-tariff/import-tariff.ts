import { serviceKey } from '../demand.js';
import type { Tariff } from '../types.js';
import { csvRecords, type CsvRecord } from './csv-records.js';
import { decodeText } from './decode-text.js';
import type { ImportFault } from './fault.js';
import { fromPrefectures } from './from-prefectures.js';
import { fromRates } from './from-rates.js';
import { isPrefectureHeader } from './prefecture-csv.js';
import { isRatesHeader } from './rates-csv.js';
import { refused, type PricedOrFaults, type TariffFiles } from './tariff-files.js';

export type ImportedTariff = { readonly tariff: Tariff } | { readonly faults: readonly ImportFault[] };

/** A tariff out of files, or every fault at its row with what to do about it; nothing is imported when there is a single one. */
export const importTariff = (files: TariffFiles): ImportedTariff => {
  const text = decodeText(files.rates);
  if (text === undefined)
    return refused(1, 'the file is neither UTF-8 nor CP932', 'Save it as CSV from the spreadsheet again.');
  const { records, broken } = csvRecords(text);
  if (broken !== undefined) return refused(broken, 'a quote is open', 'Close it, or take it away.');
  if (records.length < 2) return refused(1, 'the file has no rows', 'Name the file with the prices.');
  const priced = readPrices(records, files);
  if ('faults' in priced) return priced;
  const { service, effectiveFrom, effectiveTo, source, extras } = files;
  return {
    tariff: {
      carrier: service.carrier,
      service: service.service,
      version: files.version ?? `${serviceKey(service)}@${effectiveFrom}`,
      source,
      isSample: false,
      effectiveFrom,
      ...(effectiveTo === undefined ? {} : { effectiveTo }),
      cashOnDeliveryFeeYen: 0,
      ...priced,
      ...extras,
    },
  };
};

const readPrices = (records: readonly CsvRecord[], files: TariffFiles): PricedOrFaults => {
  const header = records[0]!.cells;
  if (isPrefectureHeader(header)) return fromPrefectures(records, files);
  if (isRatesHeader(header)) return fromRates(records, files);
  const own = ['prefecture', 'zone', 'lead_days', ...files.service.classes.map(({ code }) => code)].join(',');
  return refused(
    1,
    `the header ${header.join(',')} is not known`,
    `Make it ${own}, or origin_zone,dest_zone,size,cash_yen,cashless_yen with a file of zones.`,
  );
};
