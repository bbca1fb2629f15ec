import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../http/refusal.js';
import { Public, Roles } from '../access.js';
import { crossSite } from '../access.guard.js';
import { isCrossSite } from '../credentials.js';
import { Sessions, type SignedIn } from './sessions.js';
import { SignInBody } from './staff.dto.js';
import type { Session } from './staff.store.js';

/** The own session of whoever asks. */
@Controller('v1/session')
@Roles('warehouse', 'lead', 'ops')
export class SessionController {
  constructor(private readonly sessions: Sessions) {}

  /** Another site must not sign a device in as somebody else either. */
  @Post()
  @Public()
  @Header('cache-control', 'no-store')
  async signIn(
    @Req() request: FastifyRequest,
    @Body() asked: SignInBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Omit<SignedIn, 'setCookie'>> {
    if (isCrossSite(request)) throw crossSite();
    const { setCookie, ...signedIn } = await this.sessions.signIn(asked);
    void reply.header('set-cookie', setCookie);
    return signedIn;
  }

  @Get()
  @Header('cache-control', 'no-store')
  async show(@Req() request: FastifyRequest): Promise<Session> {
    const session = await this.sessions.show(this.tokenOf(request));
    if (!session) throw noSession();
    return session;
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(this.tokenOf(request));
    void reply.header('set-cookie', this.sessions.cookie.clearing());
  }

  /** With an API key one is nobody's guest: a cookie beside it does not count. */
  private tokenOf({ headers }: FastifyRequest): string {
    const token =
      headers.authorization === undefined ? this.sessions.cookie.tokenIn(headers.cookie) : undefined;
    if (token === undefined) throw noSession();
    return token;
  }
}

const noSession = (): Refusal => Refusal.notFound('session');
