import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interruption } from '../demo/interrupted.js';
import { TidyUp } from '../demo/tidy-up.js';
import { assertWritable } from '../json-file.js';
import { KINDS, kindsNamed } from './faults/kinds.js';
import { pageOf } from './report/page.js';
import { printSeed } from './report/print.js';
import { printSummary } from './report/print-summary.js';
import { isGreen, type SeedResult } from './report/result.js';
import { Resume } from './report/resume.js';
import { summaryOf } from './report/summary.js';
import { runSeed } from './run-seed.js';
import type { Adapter, FaultKind } from './schedule/fault-kind.js';
import { scheduleOf } from './schedule/schedule.js';

export interface ChaosOptions {
  readonly seeds: readonly number[];
  readonly orders: number;
  readonly adapter: Adapter;
  /** Names; all of them unless told. */
  readonly faults?: readonly string[];
  readonly resume?: string;
  readonly json?: string;
  readonly html?: string;
  /** Where ledger and logs of red seeds are kept. */
  readonly keep?: string;
}

/** Runs the seeds one after the other; answers whether all were green. */
export const runChaos = async (options: ChaosOptions): Promise<boolean> => {
  const { adapter, seeds, orders, json, html } = options;
  const kinds = usable(options.faults ? kindsNamed(options.faults) : KINDS, adapter);
  const names = kinds.map(({ name }) => name);
  for (const path of [json, html]) if (path) await assertWritable(path);
  const resume = await Resume.open(options.resume, { adapter, orders, faults: names });
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

const usable = (kinds: readonly FaultKind[], adapter: Adapter): readonly FaultKind[] =>
  kinds.filter((kind) => kind.targets(adapter).length > 0);

const write = async (
  results: readonly SeedResult[],
  names: readonly string[],
  { json, html }: ChaosOptions,
): Promise<void> => {
  const summary = summaryOf(results, names);
  if (json) await writeFile(json, `${JSON.stringify({ summary, results }, null, 2)}\n`);
  if (html) await writeFile(html, pageOf(results, summary));
};

/** A seed in a folder of its own, of which nothing is left but what was asked to be kept. */
const withShop = async (
  seed: number,
  { adapter, orders, keep }: ChaosOptions,
  kinds: readonly FaultKind[],
): Promise<SeedResult> => {
  const say = (text: string): void => void process.stderr.write(`[seed ${seed}] ${text}\n`);
  const schedule = scheduleOf(seed, adapter, kinds);
  for (const { kind, target, startMs, healMs } of schedule.faults)
    say(`planned: ${(startMs / 1_000).toFixed(1)} to ${(healMs / 1_000).toFixed(1)} s ${kind}, ${target}`);
  const interruption = new Interruption();
  const tidy = new TidyUp();
  const folder = await mkdtemp(join(tmpdir(), 'okuru-chaos-'));
  let isRed = true;
  try {
    await chmod(folder, 0o711);
    const result = await interruption.orElse(runSeed({ schedule, kinds, orders, folder, tidy, say }));
    isRed = !isGreen(result);
    return result;
  } catch (error) {
    interruption.check();
    say(`could not be finished: ${String(error)}`);
    throw error;
  } finally {
    for (const left of await tidy.run()) say(`left behind: ${left}`);
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
