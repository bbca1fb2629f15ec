import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Liveness, Readiness } from './health.js';

/** `/livez` and `/readyz`; other parts register their loops and what they cannot do without. */
@Global()
@Module({ controllers: [HealthController], providers: [Liveness, Readiness], exports: [Liveness, Readiness] })
export class HealthModule {}
