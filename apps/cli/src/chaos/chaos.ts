import { chmod, cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Interruption } from '../demo/interrupted.js';
import { TidyUp } from '../demo/tidy-up.js';
import { assertWritable } from '../json-file.js';
import type { DoneFault } from './do-faults.js';
import { KINDS, kindsNamed } from './faults/kinds.js';
import { overload, overloadLasting } from './faults/overload.js';
import { markdownOf } from './report/markdown.js';
import { pageOf } from './report/page.js';
import { printSeed } from './report/print.js';
import { printSummary } from './report/print-summary.js';
import { isGreen, type SeedResult } from './report/result.js';
import { Resume } from './report/resume.js';
import { revision } from './report/revision.js';
import { summaryOf } from './report/summary.js';
import { unfinished } from './report/unfinished.js';
import { type Measured, runSeed } from './run-seed.js';
import type { Adapter, FaultKind } from './schedule/fault-kind.js';
import { scheduleOf } from './schedule/schedule.js';
import { within } from './within.js';
import { clearLeftovers, killChildren, seedFolder } from './world/left-behind.js';

/** Beyond the sum of what its phases may take on a busy machine. */
const SEED_WITHIN_MS = 900_000;
const TIDY_WITHIN_MS = 120_000;
/** Results of a load in which buyers did less are no part of the same row. */
const BUYERS = ['cancel', 'amend'];

export interface ChaosOptions {
  readonly seeds: readonly number[];
  readonly orders: number;
  readonly adapter: Adapter;
  /** Names; all of them unless told. */
  readonly faults?: readonly string[];
  /** Three light faults a seed instead of five: what a build has time for. */
  readonly short?: boolean;
  /** How long an overload lasts, when not as long as fits a seed with other faults. */
  readonly overloadSeconds?: number;
  readonly resume?: string;
  readonly json?: string;
  readonly html?: string;
  /** Text for docs/reliability.md. */
  readonly markdown?: string;
  /** Where ledger and logs of red seeds are kept. */
  readonly keep?: string;
}

/** Runs the seeds one after the other; answers whether all were green. */
export const runChaos = async (options: ChaosOptions): Promise<boolean> => {
  const { adapter, seeds, orders, json, html, markdown } = options;
  const chosen = options.faults ? kindsNamed(options.faults) : KINDS;
  const kinds = usable(withOverload(chosen, options.overloadSeconds), adapter);
  if (options.faults) assertAllUsable(chosen, kinds, adapter);
  const names = kinds.map(({ name }) => name);
  const files = { '--json': json, '--html': html, '--markdown': markdown, '--resume': options.resume };
  for (const [option, path] of Object.entries(files)) if (path) await assertWritable(path, option);
  const resume = await Resume.open(options.resume, {
    adapter,
    orders,
    faults: names,
    ...(options.short ? { extent: 'short' } : {}),
    ...(options.overloadSeconds === undefined ? {} : { overloadSeconds: options.overloadSeconds }),
    buyers: BUYERS,
  });
  await clearLeftovers();
  for (const seed of seeds) {
    if (resume.has(seed)) {
      console.error(`seed ${seed} is in ${options.resume} already`);
      continue;
    }
    const result = await withShop(seed, options, kinds);
    printSeed(result);
    await resume.add(result);
    await write(resume.results, names, options);
  }
  const summary = summaryOf(resume.results, names);
  await write(resume.results, names, options);
  printSummary(summary);
  return summary.red.length === 0;
};

const withOverload = (kinds: readonly FaultKind[], seconds: number | undefined): readonly FaultKind[] =>
  seconds === undefined
    ? kinds
    : kinds.map((kind) => (kind.name === overload.name ? overloadLasting([seconds, seconds]) : kind));

const usable = (kinds: readonly FaultKind[], adapter: Adapter): readonly FaultKind[] =>
  kinds.filter((kind) => kind.targets(adapter).length > 0);

/** Left out in silence, a fault that was asked for would count as done. */
const assertAllUsable = (
  chosen: readonly FaultKind[],
  kinds: readonly FaultKind[],
  adapter: Adapter,
): void => {
  const left = chosen.filter(({ name }) => kinds.every((kind) => kind.name !== name));
  if (left.length === 0) return;
  throw new Error(
    `--faults: ${left.map(({ name }) => name).join(', ')} cannot be done on ${adapter} by this user; leave it out, name the other adapter, or run as root where a disk is filled.`,
  );
};

const write = async (
  results: readonly SeedResult[],
  names: readonly string[],
  { json, html, markdown }: ChaosOptions,
): Promise<void> => {
  const summary = summaryOf(results, names);
  if (json) await writeFile(json, `${JSON.stringify({ summary, results }, null, 2)}\n`);
  if (html) await writeFile(html, pageOf(results, summary));
  if (markdown) await writeFile(markdown, markdownOf(results, summary));
};

/** A seed in a folder of its own, of which nothing is left but what was asked to be kept. It ends by itself, whatever happens. */
const withShop = async (
  seed: number,
  { adapter, orders, keep, short }: ChaosOptions,
  kinds: readonly FaultKind[],
): Promise<SeedResult> => {
  const started = performance.now();
  const say = (text: string): void => void process.stderr.write(`[seed ${seed}] ${text}\n`);
  const schedule = scheduleOf(seed, adapter, kinds, short ? 'short' : 'full');
  for (const { kind, target, startMs, healMs } of schedule.faults)
    say(`planned: ${(startMs / 1_000).toFixed(1)} to ${(healMs / 1_000).toFixed(1)} s ${kind}, ${target}`);
  const interruption = new Interruption();
  const tidy = new TidyUp();
  const over = new AbortController();
  const folder = await seedFolder();
  const done: DoneFault[] = [];
  let isRed = true;
  const finish = (measured: Measured): SeedResult => {
    isRed = !isGreen(measured);
    const secondsTotal = Math.round((performance.now() - started) / 100) / 10;
    return { ...measured, revision: revision(), secondsTotal };
  };
  try {
    await chmod(folder, 0o711);
    const run = runSeed({ schedule, kinds, orders, folder, tidy, say, over: over.signal, done });
    return finish(await interruption.orElse(within('the seed as a whole', SEED_WITHIN_MS, run)));
  } catch (error) {
    interruption.check();
    const why = error instanceof Error ? error.message : String(error);
    say(`could not be finished: ${why}`);
    return finish(unfinished(schedule, orders, done, why));
  } finally {
    over.abort();
    await leave(tidy, say);
    if (keep !== undefined && isRed) {
      for (const part of ['logs', 'ledger.jsonl'])
        await cp(join(folder, part), join(keep, `${adapter}-${seed}`, part), { recursive: true }).catch(
          () => undefined,
        );
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch((fault: unknown) =>
      say(`left behind: ${folder} (${String(fault)})`),
    );
    interruption.stopListening();
  }
};

/** Closes everything in order, and what does not let itself be closed with SIGKILL. */
const leave = async (tidy: TidyUp, say: (text: string) => void): Promise<void> => {
  const left = await within('everything to be closed', TIDY_WITHIN_MS, tidy.run()).catch((fault: unknown) => [
    String(fault),
  ]);
  for (const each of left) say(`left behind: ${each}`);
  const killed = await killChildren();
  if (killed > 0) say(`killed at the end: ${killed} processes that did not end by themselves`);
};
