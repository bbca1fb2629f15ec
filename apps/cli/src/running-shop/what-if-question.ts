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

export interface WhatIfOptions {
  readonly packages?: string;
  readonly addPackages?: string;
  readonly tariff?: string;
  readonly discount?: readonly Discount[];
  readonly from?: string;
  readonly to?: string;
}

/** The question as the shop reads it. Throws when it asks nothing or a file is not as it should be. */
export const whatIfQuestion = async (options: WhatIfOptions): Promise<object> => {
  const { packages, addPackages, tariff, discount: discounts = [], from, to } = options;
  const question = {
    ...(packages === undefined ? {} : { packages: await listIn(packages, '--packages', 'packages') }),
    ...(addPackages === undefined
      ? {}
      : { addPackages: await listIn(addPackages, '--add-packages', 'packages') }),
    ...(tariff === undefined ? {} : { tariffs: await listIn(tariff, '--tariff', 'tariffs') }),
    ...(discounts.length === 0 ? {} : { discounts }),
  };
  if (Object.keys(question).length === 0)
    throw new Error('What if what? Name --packages, --add-packages, --tariff or --discount.');
  return { ...question, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};

/** A file holds a list, one thing alone, or an answer of the shop with the list in it. */
const listIn = async (file: string, option: string, name: string): Promise<unknown[]> => {
  const text = await readFile(file, 'utf8');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (fault) {
    const mend = `GET /v1/${name} answers such a file`;
    throw new Error(`${option}: ${file} is no JSON (${(fault as Error).message}); ${mend}.`, {
      cause: fault,
    });
  }
  if (isList(given)) return given;
  const inside = (given as Readonly<Record<string, unknown>> | null)?.[name];
  return isList(inside) ? inside : [given];
};

const isList = (given: unknown): given is unknown[] => Array.isArray(given);
