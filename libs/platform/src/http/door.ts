import type { HttpAdapterHost } from '@nestjs/core';
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
 * rest is refused before anything of it is read, at a small part of what an answer costs: a process that refuses dearly
 * has no time left for what it accepted.
 */
export class Door {
  inHandMax = Infinity;
  private inHand = 0;
  private readonly full = new Map<string, () => boolean>();

  /** While the handler of a route would refuse for want of time, so does the door. */
  refuseWhile(method: string, route: string, isFull: () => boolean): void {
    this.full.set(nameOf(method, route), isFull);
  }

  guard(server: FastifyInstance): void {
    server.addHook('onRequest', (request, reply, done) => {
      if (PROBES.has(request.url)) return done();
      const { method, routeOptions } = request;
      if (this.inHand >= this.inHandMax || this.full.get(nameOf(method, routeOptions.url))?.()) {
        void reply
          .code(503)
          .headers({ 'content-type': PROBLEM_TYPE, 'retry-after': String(RETRY_AFTER_SECONDS) })
          .send(BUSY);
        return;
      }
      this.inHand += 1;
      // Comes once, after the answer or when the caller went away before it.
      reply.raw.once('close', () => (this.inHand -= 1));
      done();
    });
  }
}

const nameOf = (method: string, route: string | undefined): string => `${method} ${route}`;

/** The door of the server that a module is served by; undefined when it is served by none. */
export const doorOf = ({ httpAdapter }: Partial<HttpAdapterHost>): Door | undefined =>
  httpAdapter && 'door' in httpAdapter && httpAdapter.door instanceof Door ? httpAdapter.door : undefined;
