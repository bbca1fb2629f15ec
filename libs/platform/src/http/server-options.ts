import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { answerClientFault, answerRouterFault } from './client-fault.js';

/** A client that sends its headers, or its whole request, slower than this holds a connection for nothing. */
const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 60_000;
/** Node looks for slow ones this often. */
const SLOW_CHECK_EVERY_MS = 2_000;
/** A connection without any traffic; longer than any answer takes. */
export const SILENT_MS_MAX = 120_000;
const IDLE_MS_MAX = 65_000;
const HEADER_BYTES_MAX = 16_384;

/** The caller's own id when it is a plain word, so that it can be found in both logs. */
const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
};

/** How every HTTP server of ours treats those who are slow or speak no sound HTTP. */
export const serverOptions = () => ({
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
