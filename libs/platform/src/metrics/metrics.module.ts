import { Global, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

/** `/metrics`; times every answer. */
@Global()
@Module({ controllers: [MetricsController], providers: [Metrics], exports: [Metrics] })
export class MetricsModule {
  constructor({ httpAdapter }: HttpAdapterHost, metrics: Metrics) {
    // A process without HTTP has no adapter.
    if (httpAdapter?.getType?.() === 'fastify')
      timeAnswers(httpAdapter.getInstance<FastifyInstance>(), metrics);
  }
}

const timeAnswers = (server: FastifyInstance, metrics: Metrics): void => {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    metrics.answered({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    done();
  });
};
