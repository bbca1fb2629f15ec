import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';

export interface Discount {
  readonly carrier: string;
  readonly service: string;
  readonly percent: number;
}

/** `sagawa/takuhaibin=8%`. */
export const discount = (text: string): Discount => {
  const [, carrier, service, percent] = /^([^/=]+)\/([^/=]+)=(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (!carrier || !service || !percent)
    throw new InvalidArgumentError('write it as carrier/service=8%, for example sagawa/takuhaibin=8%');
  return { carrier, service, percent: Number(percent) };
};

/** `FILE.json`, or `sagawa/takuhaibin=FILE.csv`. */
export const tariffOption = (text: string): TariffOption => {
  const [, carrier, service, file] = /^([^/=]+)\/([^/=]+)=(.+)$/.exec(text) ?? [];
  return carrier && service && file ? { carrier, service, file } : { file: text };
};

interface TariffOption {
  readonly file: string;
  /** Absent: the file is JSON and says it itself. */
  readonly carrier?: string;
  readonly service?: string;
}

export interface WhatIfOptions {
  readonly packages?: string;
  readonly addPackages?: string;
  readonly tariff?: TariffOption;
  /** The zones of a tariff from zone to zone. */
  readonly zones?: string;
  readonly discount?: readonly Discount[];
  readonly from?: string;
  readonly to?: string;
}

/** The question as the shop reads it. Throws when it asks nothing or a file is not as it should be. */
export const whatIfQuestion = async (options: WhatIfOptions): Promise<object> => {
  const { packages, addPackages, tariff, zones, discount: discounts = [], from, to } = options;
  const question = {
    ...(packages === undefined ? {} : { packages: await listIn(packages, '--packages', 'packages') }),
    ...(addPackages === undefined
      ? {}
      : { addPackages: await listIn(addPackages, '--add-packages', 'packages') }),
    ...(tariff === undefined ? {} : await tariffIn(tariff, zones)),
    ...(discounts.length === 0 ? {} : { discounts }),
  };
  if (Object.keys(question).length === 0)
    throw new Error('What if what? Name --packages, --add-packages, --tariff or --discount.');
  return { ...question, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};

/** JSON as the shop reads it, or a carrier's table of prices as it is. */
const tariffIn = async (
  { carrier, service, file }: TariffOption,
  zones: string | undefined,
): Promise<object> => {
  if (carrier === undefined) return { tariffs: await listIn(file, '--tariff', 'tariffs') };
  const table = { carrier, service, rates: await textOf(file) };
  return { tariffFiles: [zones === undefined ? table : { ...table, zones: await textOf(zones) }] };
};

/** UTF-8 or CP932 (which the label `shift_jis` stands for), as spreadsheets save it. */
const textOf = async (file: string): Promise<string> => {
  const bytes = await readFile(file);
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  throw new Error(`${file} is neither UTF-8 nor CP932; save it as CSV from the spreadsheet again.`);
};

/** A file holds a list, one thing alone, or an answer of the shop with the list in it. */
const listIn = async (file: string, option: string, name: string): Promise<unknown[]> => {
  const text = await readFile(file, 'utf8');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (fault) {
    throw new Error(`${option}: ${file} is no JSON (${(fault as Error).message}).`, { cause: fault });
  }
  if (isList(given)) return given;
  const inside = (given as Readonly<Record<string, unknown>> | null)?.[name];
  return isList(inside) ? inside : [given];
};

const isList = (given: unknown): given is unknown[] => Array.isArray(given);
