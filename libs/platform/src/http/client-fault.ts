import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemOf } from './problem.js';

const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers a connection that speaks no sound HTTP, or too slowly; there is no request or reply yet. */
export const answerClientFault = (fault: Error & { code?: string }, socket: Socket): void => {
  if (fault.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const problem = problemOf(STATUS_OF[fault.code ?? ''] ?? 400);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

/** Answers an address the router cannot read; no hook has run, so the protective headers are set here. */
export const answerRouterFault = (
  fault: Error & { statusCode?: number },
  _request: FastifyRequest,
  reply: FastifyReply,
): void => {
  const problem = problemOf(fault.statusCode ?? 400);
  void reply
    .status(problem.status)
    .headers({ 'content-type': PROBLEM_TYPE, 'x-content-type-options': 'nosniff' })
    .send(JSON.stringify(problem));
};
