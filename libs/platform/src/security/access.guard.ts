import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { type Access, ACCESS, rememberCaller, type Role } from './access.js';
import { ApiKeys } from './api-keys.js';
import { credentialsOf, isCrossSite, isPageVisit } from './credentials.js';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** Guards every route of every module; what nobody allowed is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true; // events: no caller, no key
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const credentials = credentialsOf(request.headers.authorization);
    const caller = credentials && (await this.apiKeys.verify(credentials.key));
    if (!caller) throw unauthenticated(request);
    if (credentials.scheme === 'basic' && !SAFE_METHODS.has(request.method) && isCrossSite(request))
      throw crossSite();
    if (!allows(access, caller.role)) throw wrongRole(caller.role);
    rememberCaller(request, caller);
    return true;
  }
}

const allows = (access: Access | undefined, role: Role): boolean =>
  access?.kind === 'roles' && (role === 'admin' || access.roles.includes(role));

/** One answer for a missing, unknown, expired and revoked key. */
export const unauthenticated = (request: FastifyRequest): Refusal =>
  new Refusal({
    status: 401,
    code: 'unauthenticated',
    title: 'A valid API key is needed',
    detail: 'Send it as Authorization: Bearer ok_…',
    headers: {
      'www-authenticate': isPageVisit(request)
        ? 'Basic realm="okuru", charset="UTF-8"'
        : 'Bearer realm="okuru"',
    },
  });

const wrongRole = (role: Role): Refusal =>
  new Refusal({
    status: 403,
    code: 'role-not-allowed',
    title: 'The API key does not allow this',
    detail: `A key with the role ${role} may not do this.`,
  });

const crossSite = (): Refusal =>
  new Refusal({
    status: 403,
    code: 'cross-site',
    title: 'The API key does not allow this',
    detail: 'A page of another site may not act in your name.',
  });
