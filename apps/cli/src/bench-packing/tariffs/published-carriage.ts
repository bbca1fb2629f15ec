import type { Carriage } from '../carriage.js';
import { imported, publishedTariffs } from './tariff-files.js';

/** Those carriers alone whose published list prices are on this machine; undefined where there are none. Throws when one is refused. */
export const publishedCarriage = (shared: string): Carriage | undefined => {
  const published = publishedTariffs(shared);
  if (published.length === 0) return undefined;
  const tariffs = published.map((table) => {
    const result = imported(table);
    if ('tariff' in result) return result.tariff;
    const [fault] = result.faults;
    throw new Error(`${table.name}: row ${fault?.row}: ${fault?.message}; ${fault?.mend}`);
  });
  return {
    services: published.map(({ service }) => service),
    tariffs,
    said: `published list prices from Tokyo, imported: ${published.map(({ name }) => name).join(', ')}`,
  };
};
