import { Command, InvalidArgumentError } from 'commander';
import type { MigrateOptions } from './migrate.js';

/** The services are loaded for these commands only: the others start in a moment. */
const evolution = async () => ({
  ...(await import('./services.js')),
  ...(await import('./migrate.js')),
  ...(await import('./rebuild.js')),
});

const tell = (line: string): void => console.log(line);

const steps = (text: string): number => {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number of steps, 1 to 999');
};

/** `okuru migrate`. */
export const migrateCommand = (): Command =>
  new Command('migrate')
    .description(
      'bring the tables of the services to the newest version, or to another; services may run meanwhile',
    )
    .option('--service <name>', 'order, inventory, shipping or notification; all when not given')
    .option('--to <version>', 'up or down to this migration: its name or its number')
    .option('--down <n>', 'so many migrations back', steps)
    .option('--plan', 'only say what would be done', false)
    .option('--may-lose', 'go back even where that loses what is stored', false)
    .action(async (options: MigrateOptions) => {
      const { migrateServices, withDatabases } = await evolution();
      await withDatabases(async (databaseUrl) => (await migrateServices(options, databaseUrl)).forEach(tell));
    });

/** `okuru rebuild`. */
export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description(
      "make what a service keeps of others' facts anew from their archives; services may run meanwhile",
    )
    .argument('[service]', 'order, shipping or notification')
    .argument('[projection]', 'all of the service when not given')
    .option('--all', 'every projection of every service', false)
    .action(async (service: string | undefined, name: string | undefined, { all }: { all: boolean }) => {
      const { rebuildProjections, withDatabases } = await evolution();
      const named = {
        all,
        ...(service === undefined ? {} : { service }),
        ...(name === undefined ? {} : { name }),
      };
      await withDatabases((databaseUrl) => rebuildProjections(named, databaseUrl, tell), {
        besideRunning: true,
      });
    });
