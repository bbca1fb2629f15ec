import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

interface SizedRoute {
  readonly jsonBytesMax?: number;
}

/** A route that takes many things in one body: its JSON may be larger than that of others. */
export const JsonBytesMax = (jsonBytesMax: number) => RouteConfig({ jsonBytesMax } satisfies SizedRoute);

const sizeOf = (config: unknown): number | undefined => (config as SizedRoute | undefined)?.jsonBytesMax;

/** Lets Fastify read as much as each route says; what a route says goes before what the parser says. */
export const sizeBodies = (server: FastifyInstance): void => {
  server.addHook('onRoute', (route) => {
    const jsonBytesMax = sizeOf(route.config);
    if (jsonBytesMax !== undefined) route.bodyLimit = jsonBytesMax;
  });
};

/** Whether the request goes to a route that reads more than others. */
export const isLargeRoute = ({ routeOptions }: FastifyRequest): boolean =>
  sizeOf(routeOptions.config) !== undefined;
