import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { logAccess } from './access-log.js';
import { addBodyParsers, JSON_BYTES_MAX } from './body-parsers.js';
import { Door } from './door.js';
import { sizeBodies } from './json-size.js';
import { traceRequests } from './request-trace.js';
import { RouteTable } from './route-table.js';
import { serverOptions } from './server-options.js';

/** Requests in hand may take this long when we close; a client that stopped sending would hold us for ever. */
const CLOSE_MS_MAX = 5_000;

/** Nest's Fastify adapter with our parsers in place of Nest's own. */
export class OkuruAdapter extends FastifyAdapter {
  readonly routes = new RouteTable();
  readonly door = new Door();

  constructor() {
    super({ bodyLimit: JSON_BYTES_MAX, ...serverOptions() });
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

/** The HTTP server of every Okuru process: `NestFactory.create(module, httpAdapter())`. */
export const httpAdapter = (): OkuruAdapter => new OkuruAdapter();
