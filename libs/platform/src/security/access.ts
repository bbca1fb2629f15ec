import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export type Role = 'storefront' | 'warehouse' | 'ops' | 'admin';
export const ROLES: readonly Role[] = ['storefront', 'warehouse', 'ops', 'admin'];

/** Who sent a request. */
export interface ApiCaller {
  readonly keyId: string;
  readonly role: Role;
  /** The storefront the key belongs to; null for staff. */
  readonly channel: string | null;
  readonly label: string;
}

/** Who may use a route; one value, so that a route cannot be both public and not. */
export type Access =
  { readonly kind: 'public' } | { readonly kind: 'roles'; readonly roles: readonly Role[] };

export const ACCESS = 'okuru:access';

/** These roles may; admin always may. Every route has this or @Public, on itself or on its controller. */
export const Roles = (...roles: Role[]) => SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access);

/** Anyone may, without a key. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

const callers = new WeakMap<object, ApiCaller>();

export const rememberCaller = (request: FastifyRequest, caller: ApiCaller): void =>
  void callers.set(request.raw, caller);

/** Undefined on public routes. */
export const callerOf = (request: FastifyRequest): ApiCaller | undefined => callers.get(request.raw);

/** Gives a handler its caller: `place(@Caller() caller: ApiCaller)`. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): ApiCaller => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('@Caller stands on a route without @Roles');
  return caller;
});
