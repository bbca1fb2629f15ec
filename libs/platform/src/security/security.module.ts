import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, HttpAdapterHost, Reflector } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { AccessGuard } from './access.guard.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeys } from './api-keys.js';
import { refuseStrangersLargeBodies } from './large-bodies.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RouteAudit } from './route-audit.js';

/** Closes every route of the process that does not say who may use it, and keeps the API keys. */
@Global()
@Module({})
export class SecurityModule {
  constructor({ httpAdapter }: HttpAdapterHost, apiKeys: ApiKeys) {
    // A process without HTTP (a tool that issues keys) has no adapter.
    if (httpAdapter?.getType?.() === 'fastify')
      refuseStrangersLargeBodies(httpAdapter.getInstance<FastifyInstance>(), apiKeys);
  }

  static forRoot(config: Pick<Config, 'databaseUrl' | 'rateLimitPerMinute'>): DynamicModule {
    return {
      module: SecurityModule,
      imports: [DiscoveryModule],
      controllers: [ApiKeysController],
      providers: [
        { provide: ApiKeys, useFactory: () => new ApiKeys(config.databaseUrl('platform')) },
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
