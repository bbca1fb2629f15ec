import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config.js';
import { OkuruAdapter } from './http-adapter.js';
import { ProblemFilter } from './problem.filter.js';
import { requestValidation } from './validation.pipe.js';

/** Pages of ours hold no inline script or style and load nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
  },
};

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
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    // Behind plain http on a laptop it would lock the browser out of other local servers.
    strictTransportSecurity: config.production,
    frameguard: { action: 'deny' },
  });
};
