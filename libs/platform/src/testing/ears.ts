import { catalogue, type Envelope, type EventType, type ServiceName } from '@okuru/contracts';
import { Controller, type Type } from '@nestjs/common';
import type { Transaction } from '../database/transaction.js';
import { Hears } from '../listening/hears.js';

export type Hear = (given: Envelope | Envelope[], tx: Transaction) => Promise<void>;

/** A controller that hears everything the catalogue says the service acts on, except what is left out. */
export const earsOf = (
  service: ServiceName,
  hear: Hear,
  { batch = false, without = [] as readonly EventType[], also = [] as readonly EventType[] } = {},
): Type<unknown> => {
  class Ears {}
  const prototype = Ears.prototype as Record<string, Hear>;
  const types = catalogue
    .filter(
      ({ type, consumers }) => consumers.some((consumer) => consumer === service) && !without.includes(type),
    )
    .map(({ type }) => type);
  for (const type of [...types, ...also]) {
    prototype[type] = hear;
    // A function of its own per type: the decorator leaves its marks on the function.
    const method = {
      value: (...given: Parameters<Hear>) => hear(...given),
      writable: true,
      configurable: true,
      enumerable: false,
    };
    Object.defineProperty(prototype, type, method);
    Hears(service, type, { batch })(prototype, type, method as never);
  }
  Controller()(Ears);
  return Ears;
};
