import { writeFile } from 'node:fs/promises';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { terminalTable } from '../bench-packing/table.js';
import { Interrupted } from '../demo/interrupted.js';
import { assertWritable } from '../json-file.js';
import type { CpuProfile } from './measure/cpu-profile.js';
import { flameGraph } from './measure/flame-graph.js';
import { profileTop } from './measure/profile-top.js';
import { rowsOf } from './report.js';
import { PARTS, runBench, type BenchOptions, type Part } from './run-bench.js';

const PLACES_SHOWN = 25;
const QUICK = {
  orders: 200,
  warmUpOrders: 1_500,
  rounds: 2,
  referenceSeconds: 1,
  intakeOrders: 1_000,
  intakeWarmUpOrders: 2_000,
  latencySeconds: 5,
};
const FULL = {
  orders: 1_000,
  warmUpOrders: 3_000,
  rounds: 3,
  referenceSeconds: 4,
  intakeOrders: 3_000,
  intakeWarmUpOrders: 4_000,
  latencySeconds: 20,
};

const atLeastOne = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number from 1');
  return value;
};

const ascending = (text: string): readonly number[] => {
  const steps = text.split(',').map(atLeastOne);
  if (steps.some((step, at) => at > 0 && step <= steps[at - 1]!))
    throw new InvalidArgumentError('expected whole numbers, the fewest first, with commas between');
  return steps;
};

interface Flags {
  readonly json?: string;
  readonly adapter: BenchOptions['adapter'];
  readonly orders?: number;
  readonly rounds?: number;
  readonly perRequest: number;
  readonly profile?: string;
  readonly processes: number;
  readonly quick: boolean;
  readonly turns: boolean;
  readonly parts: readonly Part[] | false;
  readonly stored: readonly number[];
}

const printProfiles = async (folder: string): Promise<void> => {
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(await readFile(join(folder, name), 'utf8')) as CpuProfile;
    const picture = name.replace('.cpuprofile', '.svg');
    await writeFile(join(folder, picture), flameGraph(profile, `Main thread of ${name.split('-')[0]}`));
    const { functions, parts } = profileTop(profile, PLACES_SHOWN);
    for (const [title, places] of [
      ['by part', parts],
      ['by function', functions],
    ] as const) {
      console.log(`\n${name}, own time ${title}`);
      for (const { place, share } of places)
        console.log(`${(share * 100).toFixed(1).padStart(6)} %  ${place}`);
    }
  }
};

const program = new Command('bench')
  .description(
    'orders from POST to dispatch, measured beside raw SQL in the same run; exit code 1 when the audit finds a fault',
  )
  .showHelpAfterError()
  .option('--json <file>', 'write all figures as JSON')
  .addOption(
    new Option('--adapter <log>', 'where events travel')
      .choices(['postgres', 'kafka', 'both'])
      .default('postgres'),
  )
  .option('--processes <n>', 'processes of each service, on Kafka', atLeastOne, 1)
  .option('--orders <n>', 'orders of each turn', atLeastOne)
  .option('--rounds <n>', 'how often references and turns alternate', atLeastOne)
  .option('--per-request <n>', 'orders per POST /v1/orders/batch', atLeastOne, 100)
  .option(
    '--profile <dir>',
    'keep CPU profiles of the services and their flame graphs in this folder and tell their top',
  )
  .addOption(
    new Option('--parts <parts...>', 'what is measured beside the turns').choices(PARTS).default(PARTS),
  )
  .option('--no-parts', 'the turns alone')
  .option('--no-turns', 'the intake alone')
  .option(
    '--stored <n,n,n>',
    'measure growth instead: turns with so many orders stored already at each step',
    ascending,
    [],
  )
  .option('--quick', 'a minute or two', false)
  .action(async ({ json, quick, orders, rounds, profile, parts, ...as }: Flags) => {
    if (as.processes > 1 && as.adapter === 'postgres')
      throw new Error('--processes is for Kafka: the embedded shop is one process');
    if (json) await assertWritable(json);
    const sizes = quick ? QUICK : FULL;
    const figures = await runBench({
      ...sizes,
      ...as,
      parts: parts || [],
      ...(orders === undefined ? {} : { orders }),
      ...(rounds === undefined ? {} : { rounds }),
      ...(profile === undefined ? {} : { profile }),
    });
    console.log(`\n${terminalTable(rowsOf(figures)).join('\n')}\n`);
    const { faults, dispatched, oversold } = figures.audit;
    console.log(`audit: ${dispatched} orders dispatched, ${oversold} oversold, ${faults.length} faults`);
    for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
    if (json) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
    if (profile) await printProfiles(profile);
    process.exit(faults.length === 0 ? 0 : 1);
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(error instanceof Interrupted ? error.exitCode : 1);
}
