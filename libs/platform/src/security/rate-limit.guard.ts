import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { callerOf } from './access.js';
import { TokenBuckets } from './token-buckets.js';

/** Bounds the requests per minute of each API key, in this process; 0 means no bound. Runs after the access guard. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly buckets: TokenBuckets | undefined;

  constructor(private readonly perMinute: number) {
    this.buckets = perMinute > 0 ? new TokenBuckets(perMinute) : undefined;
  }

  canActivate(context: ExecutionContext): boolean {
    if (!this.buckets || context.getType() !== 'http') return true;
    const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!caller) return true; // public: probes
    const { left, msToNext } = this.buckets.take(caller.keyId);
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
