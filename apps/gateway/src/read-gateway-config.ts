import { SERVICES, type ServiceName } from '@okuru/contracts';
import { ConfigFault } from '@okuru/platform';

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  readonly production: boolean;
  readonly services: Readonly<Record<ServiceName, string>>;
}

const PORT_DEFAULT = '3000';
const PORT_MAX = 65_535;

/** Reads what a gateway needs; throws one ConfigFault with everything that is wrong. */
export const readGatewayConfig = (env: Readonly<Record<string, string | undefined>>): GatewayConfig => {
  const faults: string[] = [];
  const services = Object.fromEntries(
    SERVICES.map((service) => {
      const name = `${service.toUpperCase()}_URL`;
      const given = env[name]?.trim() ?? '';
      if (!isAddress(given))
        faults.push(
          `${name} ${given === '' ? 'is missing' : 'is wrong'}: where the ${service} service answers, such as http://${service}:3000`,
        );
      return [service, given.replace(/\/$/, '')];
    }),
  );
  const port = env['PORT']?.trim() || PORT_DEFAULT;
  if (!/^\d{1,5}$/.test(port) || Number(port) > PORT_MAX)
    faults.push(`PORT must be a whole number from 0 to ${PORT_MAX}`);
  if (faults.length > 0) throw new ConfigFault(faults);
  return {
    host: env['HOST']?.trim() || '127.0.0.1',
    port: Number(port),
    production: env['NODE_ENV'] === 'production',
    services: services as Record<ServiceName, string>,
  };
};

/** An address and nothing behind it: what is asked for is put behind it as it came. */
const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && search + hash + username === '';
};
