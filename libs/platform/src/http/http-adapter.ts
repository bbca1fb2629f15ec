import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { logAccess } from './access-log.js';
import { addBodyParsers, JSON_BYTES_MAX } from './body-parsers.js';
import { answerClientFault, answerRouterFault } from './client-fault.js';
import { Door } from './door.js';
import { sizeBodies } from './json-size.js';
import { traceRequests } from './request-trace.js';
import { RouteTable } from './route-table.js';

/** A client that sends its headers, or its whole request, slower than this holds a connection for nothing. */
const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 60_000;
/** Node looks for slow ones this often. */
const SLOW_CHECK_EVERY_MS = 2_000;
/** A connection without any traffic; longer than any answer takes. */
const SILENT_MS_MAX = 120_000;
const IDLE_MS_MAX = 65_000;
const HEADER_BYTES_MAX = 16_384;
/** Requests in hand may take this long when we close; a client that stopped sending would hold us for ever. */
const CLOSE_MS_MAX = 5_000;

/** Nest's Fastify adapter with our parsers in place of Nest's own. */
export class OkuruAdapter extends FastifyAdapter {
  readonly routes = new RouteTable();
  readonly door = new Door();

  constructor() {
    super({
      bodyLimit: JSON_BYTES_MAX,
      requestTimeout: REQUEST_MS_MAX,
      connectionTimeout: SILENT_MS_MAX,
      keepAliveTimeout: IDLE_MS_MAX,
      http: {
        headersTimeout: HEADERS_MS_MAX,
        connectionsCheckingInterval: SLOW_CHECK_EVERY_MS,
        maxHeaderSize: HEADER_BYTES_MAX,
      },
      // Requests already on a kept-alive connection are served while we close; Fastify's own 503 is no problem+json.
      return503OnClosing: false,
      genReqId: requestIdOf,
      clientErrorHandler: answerClientFault,
      frameworkErrors: answerRouterFault,
    });
    const server = this.getInstance<FastifyInstance>();
    server.addHook('onRoute', ({ method, url }) => this.routes.add(method, url));
    sizeBodies(server);
    addBodyParsers(server);
    logAccess(server);
    this.door.guard(server);
    traceRequests(server);
  }

  /** Nest would add lenient parsers for JSON and forms. */
  override registerParserMiddleware(): void {}

  override async close(): Promise<void> {
    const late = setTimeout(() => this.instance.server.closeAllConnections(), CLOSE_MS_MAX);
    try {
      await super.close();
    } finally {
      clearTimeout(late);
    }
  }
}

/** The caller's own id when it is a plain word, so that it can be found in both logs. */
const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
};

/** The HTTP server of every Okuru process: `NestFactory.create(module, httpAdapter())`. */
export const httpAdapter = (): OkuruAdapter => new OkuruAdapter();
