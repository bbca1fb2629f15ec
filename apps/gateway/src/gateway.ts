import helmet from '@fastify/helmet';
import replyFrom from '@fastify/reply-from';
import type { ServiceName } from '@okuru/contracts';
import {
  type BuiltPages,
  logAccess,
  pageAnswer,
  PROBLEM_TYPE,
  problemOf,
  protectiveHeaders,
  serverOptions,
  SILENT_MS_MAX,
} from '@okuru/platform';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { bytesMax } from './bytes-max.js';
import { serviceOf } from './service-of.js';

export interface GatewayOptions {
  /** Where each service answers, without a path: `http://order:3000`. */
  readonly services: Readonly<Record<ServiceName, string>>;
  readonly pages: BuiltPages;
  /** Tells browsers to come by https only. */
  readonly production: boolean;
}

/** Kept open to each service; more wait. */
const CONNECTIONS_MAX = 128;
const CONNECTS_WITHIN_MS = 5_000;
const RETRY_AFTER_SECONDS = 2;

/**
 * One address for the screens and the four services: the pages are served here, everything else goes on, as it came, to
 * the service whose path it is. It holds no data and no key and judges nothing; each service guards itself. A service that
 * does not answer is told as 503 with Retry-After, and nothing is sent to it twice.
 */
export const openGateway = async ({
  services,
  pages,
  production,
}: GatewayOptions): Promise<FastifyInstance> => {
  const server = Fastify({ ...serverOptions(), logger: false });
  logAccess(server);
  await server.register(helmet, protectiveHeaders(production));
  await server.register(replyFrom, {
    undici: {
      connections: CONNECTIONS_MAX,
      pipelining: 1,
      connect: { timeout: CONNECTS_WITHIN_MS },
      headersTimeout: SILENT_MS_MAX,
      bodyTimeout: SILENT_MS_MAX,
    },
    retryMethods: [],
    maxRetriesOn503: 0,
    disableRequestLogging: true,
  });
  server.removeAllContentTypeParsers();
  // Not read here: what is in it, and how much, is judged by the service.
  server.addContentTypeParser('*', (_request, body, done) => done(null, body));
  server.get('/livez', () => ({ status: 'ok' }));
  server.get('/readyz', () => ({ status: 'ok' }));
  server.get<{ Params: { '*': string } }>('/console/*', ({ params, headers }, reply) =>
    sendPage(pages, params['*'], headers, reply),
  );
  server.get('/console', ({ headers }, reply) => sendPage(pages, '', headers, reply));
  server.all('/*', (request, reply) => {
    const service = serviceOf(request.url);
    if (service === undefined) return sendProblem(reply, 404);
    const { 'content-length': bytes, 'content-type': type } = request.headers;
    if (Number(bytes ?? 0) > bytesMax(request.url, type))
      return sendProblem(reply.header('connection', 'close'), 413);
    return reply.from(`${services[service]}${request.url}`, {
      // The service tells by it whether a page of ours asks; its own headers say the rest.
      rewriteRequestHeaders: ({ headers: { host } }, headers) => ({ ...headers, host }),
      onError: () => {
        sendProblem(reply.header('retry-after', String(RETRY_AFTER_SECONDS)), 503, silent(service));
      },
    });
  });
  server.setErrorHandler<Error & { statusCode?: number }>((fault, _request, reply) =>
    sendProblem(reply, fault.statusCode ?? 500),
  );
  return server;
};

const silent = (service: ServiceName): string =>
  `The ${service} service does not answer at the moment. Send the request again in a moment, with the same idempotency key.`;

const sendPage = (
  pages: BuiltPages,
  path: string,
  asked: Parameters<typeof pageAnswer>[2],
  reply: FastifyReply,
): FastifyReply => {
  const answer = pageAnswer(pages, path, asked);
  if (!answer) return sendProblem(reply, 404);
  return reply.status(answer.status).headers(answer.headers).send(answer.body);
};

const sendProblem = (reply: FastifyReply, status: number, detail?: string): FastifyReply =>
  reply
    .status(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(status, detail)));
