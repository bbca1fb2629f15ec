import fc from 'fast-check';
import type { OpenModelShop } from './model-shop.js';
import { anyScript } from './script.js';
import type { Difference } from './seed-run.js';
import { type NumberedScript, runWave, type WaveFigures } from './wave.js';

/** Scripts that run side by side: the more, the less a round costs each of them. */
const WAVE = 250;
/** Where a difference is expected, the first few show it. */
const WAVE_UNTIL_DIFFERENT = 50;
/** Shrinking runs one script at a time; what it has found until then is told. */
const SHRINKING_MS_MAX = 120_000;

export interface ScriptsRun {
  readonly scripts: number;
  readonly differences: readonly Difference[];
  readonly figures: WaveFigures;
}

const drawn = (seed: number, count: number): NumberedScript[] =>
  fc.sample(anyScript, { seed, numRuns: count }).map((script, index) => ({ script, index }));

/** Runs so many scripts of a seed, wave by wave, up to the first wave in which model and shop part. */
export const runScripts = async (
  open: OpenModelShop,
  { seed, count, untilDifferent = false }: { seed: number; count: number; untilDifferent?: boolean },
): Promise<ScriptsRun> => {
  const all = drawn(seed, count);
  const figures: Record<string, number> = {};
  let scripts = 0;
  const together = untilDifferent ? WAVE_UNTIL_DIFFERENT : WAVE;
  for (let from = 0; from < count; from += together) {
    const wave = all.slice(from, from + together);
    const result = await runWave(open, wave, { untilDifferent });
    scripts += wave.length;
    for (const [name, figure] of Object.entries(result.figures))
      figures[name] = (figures[name] ?? 0) + figure;
    if (result.differences.length > 0) return told(result.differences);
  }
  return told([]);

  function told(differences: readonly Difference[]): ScriptsRun {
    return { scripts, differences, figures: figures as unknown as WaveFigures };
  }
};

/** The smallest script that still shows the difference; fast-check's own report, which names seed and path. */
export const shrunk = async (
  open: OpenModelShop,
  { seed, path }: { seed: number; path: string },
): Promise<string | undefined> => {
  const alone = fc.asyncProperty(anyScript, async (script) => {
    const { differences } = await runWave(open, [{ script, index: 0 }]);
    if (differences[0]) throw new Error(`round ${differences[0].round}: ${differences[0].what}`);
  });
  const details = await fc.check(alone, {
    seed,
    path,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINKING_MS_MAX,
  });
  if (!details.failed) return undefined;
  const { counterexample, counterexamplePath, errorInstance } = details;
  const replay = JSON.stringify({ seed, path: counterexamplePath });
  return `${String(errorInstance)}\nOKURU_REPLAY='${replay}'\n${JSON.stringify(counterexample?.[0])}`;
};
