import type { FastifyInstance } from 'fastify';
import { unauthenticated } from './access.guard.js';
import type { Callers } from './callers.js';

/**
 * Fastify reads a body before guards run, and imports are large: strangers are turned away before theirs is read.
 * This saves memory only; who may do what is decided by the guard.
 */
export const refuseStrangersImports = (server: FastifyInstance, callers: Callers): void => {
  server.addHook('preParsing', async (request, reply) => {
    if (!request.headers['content-type']?.toLowerCase().startsWith('text/csv')) return;
    if (await callers.of(request)) return;
    void reply.header('connection', 'close'); // else Node would go on reading what nobody wants
    throw unauthenticated(request);
  });
};
