import type { ServiceName } from '@okuru/contracts';
import { isContract, migrateTo, type SchemaPlan } from '@okuru/platform';
import { servicesNamed } from './services.js';

export interface MigrateOptions {
  readonly service?: string;
  readonly to?: string;
  readonly down?: number;
  readonly plan: boolean;
  readonly mayLose: boolean;
}

/** Brings the tables of one service, or all, to a version; answers a line for each step. Throws with the mend. */
export const migrateServices = async (
  { service: name, to, down, plan: dryRun, mayLose }: MigrateOptions,
  databaseUrl: (service: ServiceName) => string,
): Promise<readonly string[]> => {
  if (to !== undefined && down !== undefined)
    throw new Error('--to and --down contradict each other: give one.');
  if ((to !== undefined || down !== undefined) && name === undefined)
    throw new Error('--to and --down are about one service: name it with --service.');
  const lines: string[] = [];
  for (const { service, migrations } of servicesNamed(name)) {
    const goal = {
      ...(to === undefined ? {} : { to }),
      ...(down === undefined ? {} : { down }),
      dryRun,
      mayLose,
    };
    const plan = await migrateTo(service, databaseUrl(service), migrations, goal);
    lines.push(...linesOf(service, plan, dryRun));
  }
  return lines;
};

const linesOf = (service: string, { up, down }: SchemaPlan, dryRun: boolean): string[] => {
  const would = dryRun ? 'would go' : 'went';
  const lines = [
    ...down.map(
      ({ name, change }) =>
        `${service} ${would} back by ${name}${change.goingBackLoses === undefined ? '' : `: loses ${change.goingBackLoses}`}`,
    ),
    ...up.map(
      (step) =>
        `${service} ${would} forward by ${step.name}${isContract(step) ? ': older releases cannot start any more' : ''}`,
    ),
  ];
  return lines.length > 0 ? lines : [`${service} is where it should be`];
};
