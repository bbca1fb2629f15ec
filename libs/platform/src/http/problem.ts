import type { RequestFault } from './refusal.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly RequestFault[];
  /** The request, as the log names it. */
  readonly instance?: string;
}

/** A problem on its way out, with the headers that belong to it. */
export interface Answer {
  readonly problem: Problem;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem; they never replace those above. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const KNOWN: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['bad-request', 'The request cannot be read'],
  401: ['unauthenticated', 'A valid API key or session is needed'],
  403: ['forbidden', 'The role does not allow this'],
  404: ['not-found', 'Not found'],
  405: ['method-not-allowed', 'This method is not offered here'],
  406: ['not-acceptable', 'Not available in the form asked for'],
  408: ['request-timeout', 'The request did not arrive in time'],
  409: ['conflict', 'It contradicts what is there'],
  410: ['gone', 'No longer here'],
  413: ['too-large', 'The body is too large'],
  414: ['uri-too-long', 'The address is too long'],
  415: ['unsupported-media-type', 'A body of this type is not read here'],
  422: ['invalid-request', 'The request is not valid'],
  429: ['too-many-requests', 'Too many requests'],
  431: ['headers-too-large', 'The headers are too large'],
  500: ['internal-error', 'Something went wrong on our side'],
  501: ['not-implemented', 'Not offered'],
  503: ['unavailable', 'Not available for the moment'],
  504: ['timeout', 'It took too long'],
};

/** The usual problem of a status. */
export const problemOf = (status: number, detail?: string): Problem => {
  const [code, title] = KNOWN[status] ?? [
    `http-${status}`,
    status < 500 ? 'The request was refused' : 'Something went wrong on our side',
  ];
  return { type: problemType(code), title, status, code, ...(detail === undefined ? {} : { detail }) };
};

export const problemType = (code: string): string => `urn:okuru:problem:${code}`;
