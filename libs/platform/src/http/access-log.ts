import type { FastifyInstance } from 'fastify';
import { logger } from '../telemetry/logger.js';

const log = logger('http');
/** Probes ask every few seconds; they would drown the rest. */
const PROBES = new Set(['/livez', '/readyz', '/metrics']);

/** One line per request: the route's pattern, never the address, which may hold what someone searched for. */
export const logAccess = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : request.routeOptions.url;
    const severity = PROBES.has(route ?? '') ? 'debug' : 'info';
    log[severity](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        requestId: request.id,
      },
      'answered',
    );
    done();
  });
};
