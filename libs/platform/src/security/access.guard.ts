import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { type Access, ACCESS, admits, type AnyRole, rememberCaller } from './access.js';
import { Callers, type CarriedBy } from './callers.js';
import { isCrossSite, isPageVisit, isSameOrigin } from './credentials.js';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** Guards every route of every module; what nobody allowed is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true; // events: no caller, no key
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const found = await this.callers.of(request);
    if (!found) throw unauthenticated(request);
    const { caller, carriedBy } = found;
    if (!SAFE_METHODS.has(request.method) && mayBeForged(request, carriedBy)) throw crossSite();
    if (!allows(access, caller.role)) throw wrongRole(caller.role);
    rememberCaller(request, caller);
    return true;
  }
}

const allows = (access: Access | undefined, role: AnyRole): boolean =>
  access?.kind === 'roles' && admits(access.roles, role);

/** What a browser attaches by itself says nothing of who wants it. A cookie is only ever ours, so it needs the proof. */
const mayBeForged = (request: FastifyRequest, carriedBy: CarriedBy): boolean => {
  if (carriedBy === 'bearer') return false;
  return carriedBy === 'cookie' ? !isSameOrigin(request) : isCrossSite(request);
};

/** One answer for a missing, unknown, expired and revoked key, and for a session that ended or never was. */
export const unauthenticated = (request: FastifyRequest): Refusal =>
  new Refusal({
    status: 401,
    code: 'unauthenticated',
    title: 'A valid API key or session is needed',
    detail: 'Send a key as Authorization: Bearer ok_…, or sign in with a badge.',
    headers: {
      'www-authenticate': isPageVisit(request)
        ? 'Basic realm="okuru", charset="UTF-8"'
        : 'Bearer realm="okuru"',
    },
  });

const wrongRole = (role: AnyRole): Refusal =>
  new Refusal({
    status: 403,
    code: 'role-not-allowed',
    title: 'The role does not allow this',
    detail: `The role ${role} may not do this.`,
  });

export const crossSite = (): Refusal =>
  new Refusal({
    status: 403,
    code: 'cross-site',
    title: 'Another site asked for this',
    detail: 'A page of another site may not act in your name.',
  });
