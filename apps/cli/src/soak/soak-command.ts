import { Command, InvalidArgumentError, Option } from 'commander';
import { assertWritable } from '../json-file.js';
import { runSoak, type SoakOptions } from './soak.js';

const between =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`expected a whole number from ${min} to ${max}`);
    return value;
  };

/** `okuru soak`: does anything grow for ever? */
export const soakCommand = (): Command =>
  new Command('soak')
    .description(
      'real load on a shop that forgets in seconds what it keeps for days; tells whether anything grows',
    )
    .option('--minutes <n>', 'how long', between(2, 10_000), 15)
    .addOption(
      new Option('--adapter <log>', 'where events travel').choices(['postgres', 'kafka']).default('postgres'),
    )
    .option('--orders-per-minute <n>', 'load', between(1, 6_000), 120)
    .option('--day-seconds <n>', 'seconds that a day of retention lasts', between(1, 86_400), 5)
    .option('--json <file>', 'write samples and verdict as JSON')
    .option('--html <file>', 'write a page with charts')
    .action(async (options: SoakOptions) => {
      if (options.json) await assertWritable(options.json);
      if (options.html) await assertWritable(options.html, '--html');
      const isFlat = await runSoak(options, (text) => console.log(text));
      // A parcel in the crew's hands would keep the process alive.
      process.exit(isFlat ? 0 : 1);
    });
