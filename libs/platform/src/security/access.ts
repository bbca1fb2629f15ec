import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What an API key may be. */
export type Role = 'storefront' | 'warehouse' | 'ops' | 'admin';
export const ROLES: readonly Role[] = ['storefront', 'warehouse', 'ops', 'admin'];

/** What a member of staff may be. A lead may do what the warehouse may, and what its people may not decide alone. */
export type StaffRole = 'warehouse' | 'lead' | 'ops' | 'admin';
export const STAFF_ROLES: readonly StaffRole[] = ['warehouse', 'lead', 'ops', 'admin'];

export type AnyRole = Role | StaffRole;
export const ANY_ROLES: readonly AnyRole[] = ['storefront', 'warehouse', 'lead', 'ops', 'admin'];

/** Who sent a request. */
export interface ApiCaller {
  /** Under which what is done is kept: the id of the API key, or `staff:` and the id of the member of staff. */
  readonly keyId: string;
  readonly role: AnyRole;
  /** The storefront the key belongs to; null for staff. */
  readonly channel: string | null;
  readonly label: string;
}

/** Who may use a route; one value, so that a route cannot be both public and not. */
export type Access =
  { readonly kind: 'public' } | { readonly kind: 'roles'; readonly roles: readonly AnyRole[] };

export const ACCESS = 'okuru:access';

/** These roles may; admin always may. Every route has this or @Public, on itself or on its controller. */
export const Roles = (...roles: AnyRole[]) => SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access);

/** Admin may do everything, and a lead what the warehouse may. */
export const admits = (roles: readonly AnyRole[], role: AnyRole): boolean =>
  role === 'admin' || roles.includes(role) || (role === 'lead' && roles.includes('warehouse'));

/** Anyone may, without a key. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

const callers = new WeakMap<object, ApiCaller>();

export const rememberCaller = (request: FastifyRequest, caller: ApiCaller): void =>
  void callers.set(request.raw, caller);

/** Undefined on public routes. */
export const callerOf = (request: FastifyRequest): ApiCaller | undefined => callers.get(request.raw);

/** What a device may call itself. */
const STATION = /^[\w-]{1,64}$/;

/** The device's own name for itself (`okuru-station`), for figures by station; null where it says none. It proves nothing. */
export const Station = createParamDecorator((_data: unknown, context: ExecutionContext): string | null => {
  const said = context.switchToHttp().getRequest<FastifyRequest>().headers['okuru-station'];
  return typeof said === 'string' && STATION.test(said) ? said : null;
});

/** Gives a handler its caller: `place(@Caller() caller: ApiCaller)`. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): ApiCaller => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('@Caller stands on a route without @Roles');
  return caller;
});
