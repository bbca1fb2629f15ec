import { SERVICES } from '@okuru/contracts';
import type { ServiceSeat } from '../world/service-seat.js';
import type { World } from '../world/world.js';

export const seatOf = (world: World, target: string): ServiceSeat => {
  const name = SERVICES.find((service) => service === target);
  if (name === undefined) throw new Error(`There is no service "${target}".`);
  return world.services[name];
};

/** The service and the ways on which nothing passes while it stands. */
export const waysOf = (service: string): readonly string[] => [
  service,
  `client to ${service}`,
  `${service} to database`,
];
