import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

/** The instances of a class of any service, found by its name, because no service exports its insides. */
export const instancesOf = (app: INestApplication, className: string): Record<string, any>[] => {
  const wrappers = [...app.get(ModulesContainer).values()].flatMap(({ providers, controllers }) => [
    ...providers.values(),
    ...controllers.values(),
  ]);
  const found = wrappers
    .filter(
      ({ metatype, instance }) => (metatype as { name?: string } | null)?.name === className && instance,
    )
    .map(({ instance }) => instance as Record<string, any>);
  if (found.length === 0) throw new Error(`no instance of ${className} is in the shop`);
  return [...new Set(found)];
};

type Method = (...given: any[]) => any;

/** Puts something around a method of a class inside of the shop, until the answered function is called. */
export const wrapMethod = (
  app: INestApplication,
  className: string,
  method: string,
  around: (original: Method) => Method,
): (() => void) => {
  const instances = instancesOf(app, className);
  for (const instance of instances) {
    const original = instance[method] as Method | undefined;
    if (typeof original !== 'function') throw new Error(`${className} has no method ${method}`);
    instance[method] = around(original.bind(instance));
  }
  return () => instances.forEach((instance) => delete instance[method]);
};
