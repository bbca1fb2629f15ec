import type { FastifyInstance } from 'fastify';
import { runInTrace } from '../trace/current-trace.js';

/** Runs each request, its handler included, in the trace its caller names, or in a new one. */
export const traceRequests = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    runInTrace(typeof traceparent === 'string' ? traceparent : undefined, done);
  });
};
