import type { ServiceName } from '@okuru/contracts';
import { rebuild, type Rebuilt, type ServiceTables } from '@okuru/platform';
import { SERVICE_TABLES, servicesNamed } from './services.js';

type Named = readonly [ServiceTables, ServiceTables['projections'][number]];

const ALL: readonly Named[] = SERVICE_TABLES.flatMap((tables) =>
  tables.projections.map((projection): Named => [tables, projection]),
);
const nameOf = ([{ service }, { name }]: Named): string => `${service} ${name}`;

/** The projections a command names: one, those of a service, or all. Throws with those there are. */
const projectionsNamed = (
  service: string | undefined,
  name: string | undefined,
  all: boolean,
): readonly Named[] => {
  const there = `there are ${ALL.map(nameOf).join(', ')}`;
  if (all === (service !== undefined))
    throw new Error(`Name a service and a projection, or say --all; ${there}.`);
  if (all) return ALL;
  servicesNamed(service);
  const found = ALL.filter(
    ([tables, projection]) => tables.service === service && (name === undefined || projection.name === name),
  );
  if (found.length > 0) return found;
  throw new Error(
    `${[service, name].filter(Boolean).join(' ')} is no projection that can be made anew; ${there}.`,
  );
};

/** Makes projections anew from the archives; hands over a line for each table as soon as it is done. */
export const rebuildProjections = async (
  { service, name, all }: { readonly service?: string; readonly name?: string; readonly all: boolean },
  databaseUrl: (service: ServiceName) => string,
  tell: (line: string) => void,
): Promise<void> => {
  for (const named of projectionsNamed(service, name, all)) {
    const [tables, projection] = named;
    linesOf(nameOf(named), await rebuild({ service: tables.service, projection, databaseUrl })).forEach(tell);
  }
};

const linesOf = (name: string, { events, tables }: Rebuilt): string[] => [
  `${name}: ${events} events read`,
  ...tables.map(
    ({ table, rows, added, changed, removed }) =>
      `  ${table}: ${rows} rows; ${added} were missing, ${changed} were wrong, ${removed} were strange`,
  ),
];
