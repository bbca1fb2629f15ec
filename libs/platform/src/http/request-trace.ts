import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { runInTrace } from '../trace/current-trace.js';

type Resume = ReturnType<typeof AsyncLocalStorage.snapshot>;

/** Runs each request in the trace its caller names, or in a new one. */
export const traceRequests = (server: FastifyInstance): void => {
  const contexts = new WeakMap<FastifyRequest, Resume>();
  server.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    runInTrace(typeof traceparent === 'string' ? traceparent : undefined, () => {
      contexts.set(request, AsyncLocalStorage.snapshot());
      done();
    });
  });
  // A body arrives in the socket's own context: go back to the request's before the handler runs.
  server.addHook('preValidation', (request, _reply, done) => {
    const resume = contexts.get(request);
    if (resume) resume(done);
    else done();
  });
};
