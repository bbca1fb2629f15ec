import { Controller, Get } from '@nestjs/common';
import { Refusal } from '../http/refusal.js';
import { Public } from '../security/access.js';
import { Liveness, Readiness } from './health.js';

/** Probes of the platform that runs us; they tell names of parts and nothing else. */
@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly liveness: Liveness,
    private readonly readiness: Readiness,
  ) {}

  @Get('livez')
  live(): { status: string } {
    const stopped = this.liveness.stopped();
    if (stopped.length === 0) return { status: 'alive' };
    throw unhealthy('not-alive', `stopped: ${stopped.join(', ')}`);
  }

  @Get('readyz')
  async ready(): Promise<{ status: string; alarms?: string[] }> {
    const faulty = await this.readiness.faulty();
    const alarms = this.readiness.alarms();
    if (faulty.length === 0) return { status: 'ready', ...(alarms.length > 0 ? { alarms } : {}) };
    throw unhealthy('not-ready', `waiting for: ${faulty.join(', ')}`);
  }
}

const unhealthy = (code: string, detail: string): Refusal =>
  new Refusal({
    status: 503,
    code,
    title: 'Not available for the moment',
    detail,
    headers: { 'retry-after': '1' },
  });
