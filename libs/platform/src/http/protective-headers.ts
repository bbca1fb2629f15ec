import type { FastifyHelmetOptions } from '@fastify/helmet';

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

/** What every answer of ours tells browsers. */
export const protectiveHeaders = (production: boolean): FastifyHelmetOptions => ({
  contentSecurityPolicy: CONTENT_SECURITY_POLICY,
  // Behind plain http on a laptop it would lock the browser out of other local servers.
  strictTransportSecurity: production,
  frameguard: { action: 'deny' },
});
