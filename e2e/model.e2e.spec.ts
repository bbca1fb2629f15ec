import { type OpenModelShop, startModelShop } from './support/model/model-shop.js';
import { plant, PLANTED_FAULTS } from './support/model/planted-faults.js';
import { runScripts, shrunk } from './support/model/run-scripts.js';

/** How many scripts are run, and which: more on a quiet night. */
const SEEDS = Number(process.env['OKURU_SEEDS'] ?? 1_000);
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
/** A script as a failure printed it, to be run again: {"seed": …, "path": …}. */
const REPLAY = process.env['OKURU_REPLAY'];
/** A test that is given up goes on moving the clock of the others, so that no machine may be too slow for this. */
const SCRIPTS_MS_MAX = 1_800_000 + 3_000 * SEEDS;
const DIFFERENCES_SHOWN = 5;

describe('whatever happens to orders, the shop is what its model says', () => {
  let open: OpenModelShop;

  beforeAll(async () => {
    open = await startModelShop();
  }, 120_000);
  afterAll(() => open.close());

  if (REPLAY) {
    it(
      'in the script of OKURU_REPLAY',
      async () => {
        expect(await shrunk(open, JSON.parse(REPLAY) as { seed: number; path: string })).toBeUndefined();
      },
      SCRIPTS_MS_MAX,
    );
    return;
  }

  it(
    `in ${SEEDS} scripts`,
    async () => {
      const beganAt = performance.now();
      const cpuBefore = process.cpuUsage();
      const { scripts, differences, figures } = await runScripts(open, { seed: SEED, count: SEEDS });
      const cpu = process.cpuUsage(cpuBefore);
      const seconds = (performance.now() - beganAt) / 1000;
      const cpuMs = (cpu.user + cpu.system) / 1000 / scripts;
      process.stderr.write(
        `${scripts} seeds (OKURU_SEED ${SEED}) in ${seconds.toFixed(1)} s, ${cpuMs.toFixed(0)} ms of processor each: ${JSON.stringify(figures)}\n`,
      );
      const [first] = differences;
      if (first) {
        const smallest =
          (await shrunk(open, { seed: SEED, path: String(first.script) })) ??
          'only beside the others of its wave';
        const shown = differences.slice(0, DIFFERENCES_SHOWN).map((each) => JSON.stringify(each));
        throw new Error([`${differences.length} scripts differ`, ...shown, smallest].join('\n'));
      }
      // Scripts in which nothing happened would prove nothing.
      const { parcelsLeft, cancelled, setAside, amended, notAmended } = figures;
      expect(Math.min(parcelsLeft, cancelled, setAside, amended)).toBeGreaterThan(SEEDS / 50);
      expect(notAmended).toBeGreaterThan(SEEDS / 300);
    },
    SCRIPTS_MS_MAX,
  );

  it.each(PLANTED_FAULTS.map((fault) => [fault.name, fault] as const))(
    'is seen to differ when %s',
    async (name, fault) => {
      const unplant = plant(open.shop.running, fault);
      const asked = { seed: SEED, count: SEEDS, untilDifferent: true };
      const { scripts, differences } = await runScripts(open, asked).finally(unplant);
      process.stderr.write(`${name}: red within ${scripts} seeds: ${differences[0]?.what ?? 'never'}\n`);
      expect(differences).not.toEqual([]);
    },
    SCRIPTS_MS_MAX,
  );
});
