import type { FastifyInstance } from 'fastify';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** Probes must be answered above all while the process is busy. */
const PROBES = new Set(['/livez', '/readyz']);
const RETRY_AFTER_SECONDS = 1;
const BUSY = JSON.stringify(
  problemOf(503, 'The service has as many requests in hand as it takes. Send the request again in a moment.'),
);

/**
 * Bounds the requests in hand, so that what is accepted is answered in time and memory stays flat however many come. The
 * rest is refused before anything of it is read, at a small part of what an answer costs.
 */
export const boundRequestsInHand = (server: FastifyInstance, inHandMax: number): void => {
  let inHand = 0;
  server.addHook('onRequest', (request, reply, done) => {
    if (PROBES.has(request.url)) return done();
    if (inHand >= inHandMax) {
      void reply
        .code(503)
        .headers({ 'content-type': PROBLEM_TYPE, 'retry-after': String(RETRY_AFTER_SECONDS) })
        .send(BUSY);
      return;
    }
    inHand += 1;
    // Comes once, after the answer or when the caller went away before it.
    reply.raw.once('close', () => (inHand -= 1));
    done();
  });
};
