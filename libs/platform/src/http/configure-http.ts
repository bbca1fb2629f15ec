import type { FastifyInstance } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config.js';
import { OkuruAdapter } from './http-adapter.js';
import { ProblemFilter } from './problem.filter.js';
import { protectAnswers } from './protective-headers.js';
import { requestValidation } from './validation.pipe.js';

/** Gives the application its checks, its answers to mistakes and its protective headers. Before `app.init()`. */
export const configureHttp = async (
  app: NestFastifyApplication,
  config: Pick<Config, 'production' | 'requestsInHandMax'>,
): Promise<void> => {
  const adapter = app.getHttpAdapter();
  if (!(adapter instanceof OkuruAdapter))
    throw new Error('configureHttp needs an application made with httpAdapter()');
  adapter.door.inHandMax = config.requestsInHandMax;
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new ProblemFilter(adapter.routes));
  await protectAnswers(adapter.getInstance<FastifyInstance>(), config.production);
};
