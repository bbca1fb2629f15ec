import { fileURLToPath } from 'node:url';
import { BuiltPages, ConfigFault, configureLogging } from '@okuru/platform';
import { openGateway } from './gateway.js';
import { readGatewayConfig } from './read-gateway-config.js';

const PAGES = fileURLToPath(new URL('../../console/dist/web', import.meta.url));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  configureLogging({ level: 'info' });
  const { host, port, production, services } = readGatewayConfig(process.env);
  const gateway = await openGateway({ services, production, pages: new BuiltPages(PAGES) });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void gateway.close().then(() => process.exit(0)));
  const url = await gateway.listen({ host, port });
  say(`Okuru's screens and services are at ${url} (screens: ${url}/console).`);
  process.send?.({ ready: url });
} catch (fault) {
  say(
    fault instanceof ConfigFault ? fault.faults.join('\n') : `The gateway could not start: ${String(fault)}`,
  );
  process.exit(1);
}
