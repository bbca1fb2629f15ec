import { BuiltPages, type Config, type RunningApp, type StartOptions, startServices } from '@okuru/platform';
import type { ServiceDefinition } from '@okuru/platform';
import { openGateway } from '../../apps/gateway/src/gateway.js';

/** Each service on a port of its own, as four processes have it, and the gateway before them. */
export interface ServicesApart {
  /** The gateway's. */
  readonly url: string;
  readonly services: Readonly<Record<string, RunningApp>>;
  close(): Promise<void>;
}

export const startApart = async (
  config: Config,
  definitions: readonly ServiceDefinition[],
  { pages, ...options }: StartOptions & { readonly pages: string },
): Promise<ServicesApart> => {
  const services: Record<string, RunningApp> = {};
  for (const service of definitions) services[service.name] = await startServices(config, [service], options);
  const { order, inventory, shipping, notification } = services;
  const gateway = await openGateway({
    services: {
      order: order!.url,
      inventory: inventory!.url,
      shipping: shipping!.url,
      notification: notification!.url,
    },
    pages: new BuiltPages(pages),
    production: false,
  });
  return {
    url: await gateway.listen({ host: '127.0.0.1', port: 0 }),
    services,
    close: async () => {
      await gateway.close();
      for (const service of Object.values(services)) await service.close();
    },
  };
};
