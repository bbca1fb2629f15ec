import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, HttpAdapterHost, Reflector } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { AccessGuard } from './access.guard.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeys } from './api-keys.js';
import { Callers } from './callers.js';
import { refuseStrangersLargeBodies } from './large-bodies.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RouteAudit } from './route-audit.js';
import { SessionController } from './staff/session.controller.js';
import { Sessions } from './staff/sessions.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffDesk } from './staff/staff-desk.js';
import { StaffStore } from './staff/staff.store.js';

/** Closes every route of the process that does not say who may use it, and keeps API keys, staff and sessions. */
@Global()
@Module({})
export class SecurityModule {
  constructor({ httpAdapter }: HttpAdapterHost, callers: Callers) {
    // A process without HTTP (a tool that issues keys) has no adapter.
    if (httpAdapter?.getType?.() === 'fastify')
      refuseStrangersLargeBodies(httpAdapter.getInstance<FastifyInstance>(), callers);
  }

  static forRoot(
    config: Pick<
      Config,
      'databaseUrl' | 'rateLimitPerMinute' | 'masterKey' | 'production' | 'sessionIdleMinutes' | 'shiftHours'
    >,
  ): DynamicModule {
    return {
      module: SecurityModule,
      imports: [DiscoveryModule],
      controllers: [ApiKeysController, SessionController, StaffController],
      providers: [
        { provide: ApiKeys, useFactory: () => new ApiKeys(config.databaseUrl('platform')) },
        {
          provide: StaffStore,
          useFactory: () => new StaffStore(config.databaseUrl('platform')),
        },
        {
          provide: Sessions,
          useFactory: (store: StaffStore) => new Sessions(store, config),
          inject: [StaffStore],
        },
        {
          provide: StaffDesk,
          useFactory: (store: StaffStore, sessions: Sessions) => new StaffDesk(store, sessions, config),
          inject: [StaffStore, Sessions],
        },
        Callers,
        RouteAudit,
        { provide: APP_GUARD, useClass: AccessGuard },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector) => new RateLimitGuard(config.rateLimitPerMinute, reflector),
          inject: [Reflector],
        },
      ],
      exports: [ApiKeys],
    };
  }
}
