import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { type Config, ConfigFault, configureLogging, localEnvironment, readConfig } from '@okuru/platform';
import { Progress } from '../demo/progress.js';
import { takeBackup } from './backup/take-backup.js';
import { interruptible } from './stores/interruptible.js';
import { STORE_NAMES, storesOf } from './stores/store.js';

const SERVICE_OPTION = ['--service <names...>', `only these parts: ${STORE_NAMES.join(', ')}`] as const;

/** Works with the shop that the environment describes; beside a running trial, or with its data at rest. */
const withConfig = async (work: (config: Config, signal: AbortSignal) => Promise<void>): Promise<void> => {
  let local: Awaited<ReturnType<typeof localEnvironment>> | undefined;
  try {
    local = await localEnvironment(process.env, undefined, { besideRunning: true });
    const config = readConfig(local.env);
    configureLogging({ level: 'error' });
    await interruptible((signal) => work(config, signal));
  } catch (fault) {
    if (fault instanceof ConfigFault) throw new Error(fault.faults.join('\n'), { cause: fault });
    throw fault;
  } finally {
    await local?.stop();
  }
};

/** `okuru backup [FOLDER]`. */
export const backupCommand = (): Command =>
  new Command('backup')
    .description('a backup of the whole shop as of one moment, taken while it works')
    .argument('[folder]', 'a new folder; backups/<time> when not given')
    .option(...SERVICE_OPTION)
    .action((folder: string | undefined, { service }: { service?: string[] }) =>
      withConfig(async (config, signal) => {
        const place = resolve(folder ?? join('backups', new Date().toISOString().replaceAll(':', '')));
        const progress = new Progress();
        const started = performance.now();
        const { stores, waitedMs, heldMs } = await takeBackup({
          config,
          folder: place,
          stores: storesOf(config, service),
          signal,
          onTable: (done, of) => progress.at('tables', done, of),
        });
        progress.end();
        const tables = stores.flatMap((store) => store.tables);
        const sum = (each: (table: (typeof tables)[number]) => number): number =>
          tables.reduce((all, table) => all + each(table), 0);
        console.log(
          `${place}: ${sum(({ rows }) => rows)} rows in ${sum(({ bytes }) => bytes)} bytes, ${seconds(started)} s.`,
        );
        console.log(
          `The shop as of ${stores[0]?.at}, ${waitedMs} ms after it was asked for; relays paused for ${heldMs} ms.`,
        );
        console.log('Keep OKURU_MASTER_KEY apart from it: without that key nobody can open what is sealed.');
      }),
    );

/** `okuru restore FOLDER`. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description('brings a backup back into empty databases')
    .argument('<folder>', 'folder of a backup')
    .option(...SERVICE_OPTION)
    .option('--erased <file>', 'ids of keys or buyers erased since the backup, a line each')
    .action((folder: string, { service, erased }: { service?: string[]; erased?: string }) =>
      withConfig(async (config, signal) => {
        const { restore } = await import('./restore/restore.js');
        const progress = new Progress();
        const started = performance.now();
        const { contents, rows, restated, erasedAgain, hearAgain } = await restore({
          config,
          folder: resolve(folder),
          stores: storesOf(config, service),
          ...(erased === undefined ? {} : { erased }),
          signal,
          onChecked: (done, of) => progress.at('files checked', done, of),
          onTable: (done, of) => progress.at('tables loaded', done, of),
        });
        progress.end();
        console.log(`${rows} rows of ${contents.stores[0]?.at} are back, ${seconds(started)} s.`);
        if (restated !== undefined)
          console.log(
            `${restated} facts wait in the outboxes for the new event log; the services send them when they start.`,
          );
        if (hearAgain.length > 0)
          console.log(
            `${hearAgain.join(', ')} will hear the event log again from its beginning and pass over what was heard.`,
          );
        if (erasedAgain !== undefined)
          console.log(
            `${erasedAgain} keys were erased again. Whoever was erased after ${keysAt(contents)} and is not in --erased has come back: erase them again.`,
          );
        console.log('Start the services, then ask: okuru doctor');
      }),
    );

/** `okuru restate`. */
export const restateCommand = (): Command =>
  new Command('restate')
    .description(
      'after the loss of the event log: what somebody has not heard is stated again; services at rest',
    )
    .action(() =>
      withConfig(async (config, signal) => {
        const { restateShop } = await import('./restate/restate-shop.js');
        const waiting = await restateShop(config, signal);
        console.log(`${waiting} facts wait in the outboxes for the new event log. Start the services.`);
      }),
    );

/** `okuru doctor`. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('looks at everything the shop stands on, changes nothing; exits with 0 well, 1 doubt, 2 ill')
    .option(...SERVICE_OPTION)
    .option('--json', 'findings as JSON', false)
    .action(({ service, json }: { service?: string[]; json: boolean }) =>
      withConfig(async (config) => {
        const [{ examine }, { exitCodeOf, findingLines }] = await Promise.all([
          import('./doctor/examine.js'),
          import('./doctor/finding.js'),
        ]);
        const findings = await examine(config, storesOf(config, service));
        if (json) console.log(JSON.stringify(findings, null, 2));
        else for (const line of findingLines(findings)) console.log(line);
        process.exitCode = exitCodeOf(findings);
      }),
    );

/** `okuru export FOLDER`. */
export const exportCommand = (): Command =>
  new Command('export')
    .description('everything the shop owns as of one moment, a JSON object a line, to take elsewhere')
    .argument('<folder>', 'a new folder')
    .option(...SERVICE_OPTION)
    .option('--open-seals', 'personal data in the open', false)
    .action((folder: string, { service, openSeals }: { service?: string[]; openSeals: boolean }) =>
      withConfig(async (config, signal) => {
        const { exportShop } = await import('./export/export-shop.js');
        if (openSeals) console.error('Names and addresses of buyers are written in the open.');
        const progress = new Progress();
        const files = await exportShop({
          config,
          stores: storesOf(config, service),
          folder: resolve(folder),
          openSeals,
          signal,
          onTable: (done, of) => progress.at('tables', done, of),
        });
        progress.end();
        console.log(
          `${resolve(folder)}: ${files.reduce((sum, { rows }) => sum + rows, 0)} rows in ${files.length} files; README.md says what they are.`,
        );
      }),
    );

const seconds = (started: number): string => ((performance.now() - started) / 1000).toFixed(1);

const keysAt = ({
  stores,
}: {
  readonly stores: readonly { readonly name: string; readonly at: string }[];
}): string => stores.find(({ name }) => name === 'key-ring')?.at ?? 'the backup';
