import { ConfigFault } from './config/config-fault.js';
import { localEnvironment, type LocalEnvironment } from './config/local-environment.js';
import { readConfig } from './config/read-config.js';
import { letTheHeapGrow } from './heap-growth.js';
import { ApiKeys } from './security/api-keys.js';
import { ensureFirstKeys } from './security/first-keys.js';
import { refusedStores } from './store-check/refused-stores.js';
import { type RunningApp, type ServiceDefinition, startServices } from './start-services.js';
import { settledWithin } from './event-log/delivery/within.js';
import { logger } from './telemetry/logger.js';

/** What a main may do once, when the shop starts for the first time. */
export interface FirstStart {
  readonly url: string;
  /** A key with the role ops, made this once. */
  readonly opsKey: string;
  /** Whether the configuration asks for something to sell. */
  readonly sampleGoods: boolean;
}

export interface RunOptions {
  readonly onFirstStart?: (first: FirstStart) => Promise<void>;
  /** The folder of the built console, to be served under /console. Default: no pages. */
  readonly pages?: string;
}

/**
 * Longest orderly end. A store that fell silent may keep each step of it waiting, and whoever told us to end kills what
 * does not. What is left then is as after a kill: the next process takes it over.
 */
const ENDS_WITHIN_MS = 15_000;
/** Its database may be gone with whoever forked us, so the orderly end of an orphan has less. */
const ORPHAN_ENDS_WITHIN_MS = 10_000;

/**
 * The body of every main: reads the environment, starts the services, says where to look, ends in order on SIGTERM or
 * SIGINT. A faulty environment is told line by line and ends the process with 1.
 */
export const runServices = async (
  services: readonly ServiceDefinition[],
  options: RunOptions = {},
): Promise<void> => {
  letTheHeapGrow();
  let local: LocalEnvironment | undefined;
  let running: RunningApp | undefined;
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    if (running && !(await settledWithin(running.close(), ENDS_WITHIN_MS)))
      logger('process').warn(
        { seconds: ENDS_WITHIN_MS / 1_000 },
        'ends without having left its stores, which do not answer; the next process takes over what it had in hand',
      );
    await local?.stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void end().then(() => process.exit(0)));
  // Whoever forked us and was killed cannot tell us to stop; the end of its channel does.
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), ORPHAN_ENDS_WITHIN_MS);
    void end().finally(() => process.exit(1));
  });
  try {
    local = await localEnvironment(process.env);
    const config = readConfig(local.env);
    const refused = await refusedStores(
      config,
      services.map(({ name }) => name),
    );
    if (refused.length > 0) throw new ConfigFault(refused);
    running = await startServices(
      config,
      [...services],
      options.pages === undefined ? {} : { pages: options.pages },
    );
    const firstKeys = await ensureFirstKeys(running.app.get(ApiKeys), config);
    const opsKey = firstKeys.find(({ role }) => role === 'ops')?.key;
    if (opsKey) await options.onFirstStart?.({ url: running.url, opsKey, sampleGoods: config.sampleGoods });
    say(welcome(running.url, services, firstKeys, options));
    process.send?.({ ready: running.url });
  } catch (fault) {
    say(
      fault instanceof ConfigFault
        ? fault.faults.join('\n')
        : `Okuru could not start: ${fault instanceof Error ? fault.message : String(fault)}`,
    );
    await end();
    process.exit(1);
  }
};

const welcome = (
  url: string,
  services: readonly ServiceDefinition[],
  firstKeys: readonly { role: string; key: string }[],
  { pages }: RunOptions,
): string => {
  const lines = [`Okuru is ready at ${url} (${services.map(({ name }) => name).join(', ')}).`];
  if (firstKeys.length > 0) {
    lines.push(
      'API keys, shown this once:',
      ...firstKeys.map(({ role, key }) => `  ${role.padEnd(10)} ${key}`),
    );
  }
  if (pages !== undefined) lines.push(`Warehouse screens: ${url}/console (sign in with a staff badge).`);
  if (services.some(({ name }) => name === 'notification')) {
    lines.push(`Letters to buyers: ${url}/mailbox (any user name; the password is the ops key).`);
  }
  return lines.join('\n');
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
