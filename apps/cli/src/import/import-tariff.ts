import { readFile } from 'node:fs/promises';
import { decodeText } from '@okuru/carriers';
import { ApiClient, AnswerLost } from '../api/api-client.js';
import { toldOf, type TariffAnswer } from './told-tariff.js';

/** What the command line says of a tariff. */
export interface ImportTariffOptions {
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
  readonly url: string;
  readonly key?: string;
}

/** Sends a file of prices to the shop and answers what it said, line by line; throws with the mend when it could not be asked. */
export const importTariff = async (
  file: string,
  options: ImportTariffOptions,
): Promise<{ readonly ok: boolean; readonly lines: readonly string[] }> => {
  const { key, url, zones, origin, source = `file ${file.split(/[\\/]/).at(-1)}`, ...asked } = options;
  if (!key) throw new Error('no key: pass --key, or set OKURU_API_KEY, to a key with the role ops or admin');
  const json = {
    ...asked,
    source,
    ...(origin === undefined ? {} : { originPrefecture: origin }),
    rates: await textOf(file),
    ...(zones === undefined ? {} : { zones: await textOf(zones) }),
  };
  const api = new ApiClient(url, key);
  try {
    const { status, body } = await api.send('PUT', '/v1/tariffs', { json });
    return { ok: status === 200, lines: toldOf(status, body as TariffAnswer) };
  } catch (fault) {
    if (fault instanceof AnswerLost)
      throw new Error(
        `${url} does not answer (${fault.message}): is the shop running? Pass --url to name another.`,
        { cause: fault },
      );
    throw fault;
  } finally {
    api.close();
  }
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
