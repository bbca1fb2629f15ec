import { SERVICES, type ServiceName } from '@okuru/contracts';
import { type Config, schemaOf } from '@okuru/platform';

/** The parts of a shop's data, each in a schema of its own. Keys stand last: every seal in the data then has its key. */
export const STORE_NAMES = [...SERVICES, 'access', 'key-ring'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

export interface Store {
  readonly name: StoreName;
  readonly schema: string;
  /** Connection string of its database. */
  readonly url: string;
}

/** A part that a service owns. */
export interface ServiceStore extends Store {
  readonly name: ServiceName;
}

export const isServiceStore = (store: Store): store is ServiceStore =>
  (SERVICES as readonly string[]).includes(store.name);

/** The named parts, or all of them, in the order in which they are kept. Throws on a name that is none. */
export const storesOf = (
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  names: readonly string[] = STORE_NAMES,
): Store[] => {
  const unknown = names.filter((name) => !(STORE_NAMES as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`--service: there is no ${unknown.join(', ')}; choose from ${STORE_NAMES.join(', ')}.`);
  return STORE_NAMES.filter((name) => names.includes(name)).map((name) => {
    if (name === 'access') return { name, schema: 'okuru_access', url: databaseUrl('platform') };
    if (name === 'key-ring') return { name, schema: 'okuru_key_ring', url: databaseUrl('platform') };
    return { name, schema: schemaOf(name), url: databaseUrl(name) };
  });
};
