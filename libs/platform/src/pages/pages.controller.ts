import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { Public } from '../security/access.js';
import { BuiltPages } from './built-pages.js';
import { pageAnswer } from './page-answer.js';

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
    const answer = pageAnswer(this.pages, path, headers);
    if (!answer) throw Refusal.notFound('page');
    void reply.status(answer.status).headers(answer.headers).send(answer.body);
  }
}
