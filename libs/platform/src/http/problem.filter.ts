import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { logger } from '../telemetry/logger.js';
import { answerOf } from './answer-of.js';
import { type Answer, PROBLEM_TYPE, problemOf } from './problem.js';
import { Refusal } from './refusal.js';
import type { RouteTable } from './route-table.js';

const log = logger('http');

/** Turns whatever was thrown into problem+json. What is our own fault is logged and told to nobody. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = this.wrongMethod(thrown, request) ?? answerOf(thrown);
    if (!answer) log.error({ requestId: request.id, fault: thrown }, 'request failed');
    else if (answer.problem.status >= 500 && !(thrown instanceof Refusal))
      log.warn({ requestId: request.id, fault: thrown }, 'request put off');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy(); // half an answer is out: cut it off, so that nobody takes it for whole
      return;
    }
    send(
      reply,
      request.id,
      answer ?? { problem: problemOf(500, 'It is in our log under the id in instance.') },
    );
  }

  /** The router knows only "not found"; a path that exists with other methods deserves a better answer. */
  private wrongMethod(thrown: unknown, request: FastifyRequest): Answer | undefined {
    if (!(thrown instanceof HttpException) || thrown.getStatus() !== 404 || !request.is404) return undefined;
    const allowed = this.routes.methodsOf(request.url);
    if (allowed.length === 0) return undefined;
    return {
      problem: problemOf(405, `Here are offered: ${allowed.join(', ')}.`),
      headers: { allow: allowed.join(', ') },
    };
  }
}

const send = (reply: FastifyReply, requestId: string, { problem, headers, more }: Answer): void => {
  void reply
    .status(problem.status)
    .headers({ ...headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' })
    .send(JSON.stringify({ ...more, ...problem, instance: `urn:okuru:request:${requestId}` }));
};
