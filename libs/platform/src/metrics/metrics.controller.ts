import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Roles } from '../security/access.js';
import { Metrics } from './metrics.js';

/** For Prometheus, with a key of the role ops: what it shows tells of the shop's sales. */
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  @Roles('ops')
  @Header('cache-control', 'no-store')
  show(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.metrics.contentType);
    return this.metrics.text();
  }
}
