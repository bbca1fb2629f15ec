import { catalogue, definitionOf, type EventDefinition, type ServiceName } from '@okuru/contracts';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';
import { PATTERN_EXTRAS_METADATA, PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import { HEARS, type HearsMark } from './hears.js';

/** What the service hears and what the catalogue says it hears must be the same. Answers what is not. */
export const listenerFaults = (
  service: ServiceName,
  heard: readonly string[],
  definitions: readonly Pick<EventDefinition, 'type' | 'consumers'>[] = catalogue,
): string[] => {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));
  const surplus = heard.flatMap((type) => {
    const definition = byType.get(type);
    if (!definition) return [`${service} hears ${type}, which is not in the catalogue`];
    return definition.consumers.includes(service)
      ? []
      : [`${service} hears ${type}, but the catalogue does not list it among the consumers`];
  });
  const missing = definitions
    .filter(({ type, consumers }) => consumers.includes(service) && !heard.includes(type))
    .map(({ type }) => `the catalogue says that ${service} acts on ${type}, but no handler does`);
  return [...surplus, ...missing];
};

/** Finds event and message handlers that no strategy of ours would bind, or that would bind to all of them. */
export const strayHandlers = (modules: ModulesContainer, started: readonly ServiceName[]): string[] => {
  const faults: string[] = [];
  for (const module of modules.values()) {
    for (const [kind, wrappers] of [
      ['controllers', module.controllers],
      ['providers', module.providers],
    ] as const) {
      for (const { metatype } of wrappers.values()) faults.push(...strayIn(metatype, kind, started));
    }
  }
  return faults;
};

const scanner = new MetadataScanner();

const strayIn = (
  metatype: unknown,
  kind: 'controllers' | 'providers',
  started: readonly ServiceName[],
): string[] => {
  const prototype =
    typeof metatype === 'function' ? (metatype.prototype as Record<string, unknown> | undefined) : undefined;
  if (!prototype) return [];
  return scanner.getAllMethodNames(prototype).flatMap((name) => {
    const method = prototype[name];
    if (typeof method !== 'function' || !Reflect.hasMetadata(PATTERN_METADATA, method)) return [];
    const place = `${(metatype as { name: string }).name}.${name}`;
    const extras = Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) as
      Record<string, HearsMark | undefined> | undefined;
    const mark = extras?.[HEARS];
    if (!mark) return [`${place} uses Nest's own pattern decorator: use @Hears`];
    if (kind === 'providers') return [`${place} would never be called: list its class under controllers`];
    return started.includes(mark.service)
      ? []
      : [`${place} hears for ${mark.service}, which is not started here`];
  });
};

/** The topics of the emitters of these types. */
export const emittersOf = (types: readonly string[]): ServiceName[] => [
  ...new Set(types.flatMap((type) => definitionOf(type)?.emitter ?? [])),
];
