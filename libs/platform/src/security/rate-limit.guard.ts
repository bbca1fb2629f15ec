import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { callerOf } from './access.js';
import { COUNTED, type Counted } from './counts-as.js';
import { TokenBuckets } from './token-buckets.js';

/**
 * Bounds the requests per minute of each API key, in this process; 0 means no bound. Runs after the access guard. A batch
 * counts as all that it holds.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly buckets: TokenBuckets | undefined;

  constructor(
    private readonly perMinute: number,
    private readonly reflector: Reflector,
  ) {
    this.buckets = perMinute > 0 ? new TokenBuckets(perMinute) : undefined;
  }

  canActivate(context: ExecutionContext): boolean {
    if (!this.buckets || context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = callerOf(request);
    if (!caller) return true; // public: probes
    const counted = this.reflector.get<Counted | undefined>(COUNTED, context.getHandler());
    const { left, msToNext } = this.buckets.take(caller.keyId, counted?.(request.body) ?? 1);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.headers({ 'ratelimit-limit': this.perMinute, 'ratelimit-remaining': left });
    if (msToNext === 0) return true;
    throw new Refusal({
      status: 429,
      code: 'too-many-requests',
      title: 'Too many requests',
      detail: `This API key may send ${this.perMinute} requests per minute.`,
      headers: { 'retry-after': String(Math.ceil(msToNext / 1_000)) },
    });
  }
}
