import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { Public } from '../security/access.js';
import { BuiltPages } from './built-pages.js';

/** Where the service worker may stand before the server: from the first page on, which has no slash at its end. */
const SCREENS = '/console';
const KEPT_FOR_GOOD = 'public, max-age=31536000, immutable';

/** The console's files. They hold no data of the shop, so anybody may load them; what they ask for is guarded as ever. */
@Controller('console')
@Public()
export class PagesController {
  constructor(private readonly pages: BuiltPages) {}

  @Get()
  first(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send('', request, reply);
  }

  @Get('*')
  show(@Param('*') path: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send(path, request, reply);
  }

  private send(path: string, { headers }: FastifyRequest, reply: FastifyReply): void {
    const file = this.pages.find(path);
    if (!file) throw Refusal.notFound('page');
    const { type, etag, bytes, gzipped, isForGood } = file;
    void reply.headers({
      etag,
      vary: 'accept-encoding',
      'service-worker-allowed': SCREENS,
      'cache-control': isForGood ? KEPT_FOR_GOOD : 'no-cache',
    });
    if (headers['if-none-match'] === etag) return void reply.status(304).send();
    void reply.type(type);
    if (!takesGzip(headers['accept-encoding'])) return void reply.send(bytes);
    void reply.header('content-encoding', 'gzip').send(gzipped);
  }
}

const takesGzip = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((one) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
