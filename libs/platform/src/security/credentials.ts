import type { FastifyRequest } from 'fastify';

const HEADER_CHARS_MAX = 512;

export interface Credentials {
  readonly key: string;
  readonly scheme: 'bearer' | 'basic';
}

/** The key in `Authorization: Bearer <key>` or, for browsers, as the password of HTTP Basic. Never in the address, which logs keep. */
export const credentialsOf = (authorization: string | undefined): Credentials | undefined => {
  if (authorization === undefined || authorization.length > HEADER_CHARS_MAX) return undefined;
  const [, scheme = '', value = ''] = /^(Bearer|Basic) +([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return { key: value, scheme: 'bearer' };
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const login = Buffer.from(value, 'base64').toString();
  return { key: login.slice(login.indexOf(':') + 1), scheme: 'basic' };
};

/** A browser showing a page to a person, who can type a key into the box that Basic opens. */
export const isPageVisit = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html');

/**
 * Whether a browser sends this on behalf of another site. It attaches Basic logins by itself, so with Basic a foreign page
 * could confirm orders in the name of whoever reads the mailbox.
 */
export const isCrossSite = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
};

/** Whether a page of ours sends this. Browsers say so with every request that may change something; who says nothing is none. */
export const isSameOrigin = (request: FastifyRequest): boolean => {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined && !isCrossSite(request);
};
