import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLargeRoute } from '../http/json-size.js';
import { unauthenticated } from './access.guard.js';
import type { Callers } from './callers.js';

/**
 * Fastify reads a body before guards run, and imports and batches are large: strangers are turned away before theirs is read.
 * This saves memory only; who may do what is decided by the guard.
 */
export const refuseStrangersLargeBodies = (server: FastifyInstance, callers: Callers): void => {
  server.addHook('preParsing', async (request, reply) => {
    if (!isLarge(request)) return;
    if (await callers.of(request)) return;
    void reply.header('connection', 'close'); // else Node would go on reading what nobody wants
    throw unauthenticated(request);
  });
};

const isLarge = (request: FastifyRequest): boolean =>
  isLargeRoute(request) || (request.headers['content-type']?.toLowerCase().startsWith('text/csv') ?? false);
