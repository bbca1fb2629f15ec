import { readFile } from 'node:fs/promises';
import { decodeText } from '@okuru/carriers';
import type { ApiClient } from '../api/api-client.js';
import { must } from './refused.js';
import { toldOf, type TariffAnswer } from './told-tariff.js';

/** What the command line says of a tariff. */
export interface TariffOptions {
  readonly carrier: string;
  readonly service: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly source?: string;
  /** File of zones, for a carrier's table of rates. */
  readonly zones?: string;
  readonly payment?: string;
  readonly origin?: number;
  readonly allow?: readonly string[];
  readonly dryRun: boolean;
}

/** Sends a file of prices to the shop and says what it stored, line by line. Throws with row, column and mend when it is refused. */
export const importTariff = async (
  shop: ApiClient,
  file: string,
  options: TariffOptions,
): Promise<readonly string[]> => {
  const { carrier, service, effectiveFrom, effectiveTo, payment, allow, dryRun, zones, origin } = options;
  const json = {
    ...{ carrier, service, effectiveFrom, effectiveTo, payment, allow, dryRun },
    source: options.source ?? `file ${file.split(/[\\/]/).at(-1)}`,
    ...(origin === undefined ? {} : { originPrefecture: origin }),
    rates: await textOf(file),
    ...(zones === undefined ? {} : { zones: await textOf(zones) }),
  };
  return toldOf(must<TariffAnswer>(await shop.send('PUT', '/v1/tariffs', { json }), 200));
};

const textOf = async (file: string): Promise<string> => {
  const text = decodeText(
    await readFile(file).catch((fault: NodeJS.ErrnoException) => {
      throw new Error(`${file} cannot be read (${fault.code}): name another file.`, { cause: fault });
    }),
  );
  if (text === undefined)
    throw new Error(`${file} is neither UTF-8 nor CP932: save it as CSV from the spreadsheet again.`);
  return text;
};
