import { Command, InvalidArgumentError } from 'commander';
import { startCarrierSimulator, type Weather } from './carrier-simulator.js';

const PORT_DEFAULT = 3900;
const PORT_MAX = 65_535;
const SLOW_MS_MAX = 60_000;

const whole = (max: number) => (text: string) => {
  if (!/^\d{1,6}$/.test(text) || Number(text) > max)
    throw new InvalidArgumentError(`expected a whole number from 0 to ${max}`);
  return Number(text);
};
const percent = whole(100);

export const carrierSimulatorCommand = (): Command =>
  new Command('carrier-simulator')
    .description(
      'a carrier that gives waybill numbers badly, to try a shop with (docs/carrier-api.md); Ctrl-C ends it',
    )
    .option('--port <n>', 'where it answers', whole(PORT_MAX), PORT_DEFAULT)
    .option('--slow <ms>', 'the longest that an answer is late', whole(SLOW_MS_MAX), 300)
    .option('--lost <percent>', 'does what it was asked and hangs up', percent, 5)
    .option('--double <percent>', 'is sent the request twice', percent, 5)
    .option('--away <percent>', 'answers 503', percent, 5)
    .option('--refused-postal-codes <codes...>', 'where it does not go, such as 100-0001')
    .action(async ({ port, slow, ...weather }: Omit<Weather, 'slowMs'> & { port: number; slow: number }) => {
      const simulator = await startCarrierSimulator({ ...weather, slowMs: slow }, { port });
      console.log(
        `A carrier answers at ${simulator.url}: start the shop with OKURU_CARRIER_API_URL=${simulator.url}`,
      );
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      await simulator.close();
      console.log(JSON.stringify({ ...simulator.books.figures(), ...simulator.befallen }));
    });
