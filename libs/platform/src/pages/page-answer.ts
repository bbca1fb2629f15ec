import type { BuiltPages } from './built-pages.js';

/** Where the service worker may stand before the server: from the first page on, which has no slash at its end. */
const SCREENS = '/console';
const KEPT_FOR_GOOD = 'public, max-age=31536000, immutable';

/** What is sent for a page, whatever sends it. */
export interface PageAnswer {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** The answer to who asks for the file at this path of a build; undefined: there is none. */
export const pageAnswer = (
  pages: BuiltPages,
  path: string,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): PageAnswer | undefined => {
  const file = pages.find(path);
  if (!file) return undefined;
  const { type, etag, bytes, gzipped, isForGood } = file;
  const headers = {
    etag,
    vary: 'accept-encoding',
    'service-worker-allowed': SCREENS,
    'cache-control': isForGood ? KEPT_FOR_GOOD : 'no-cache',
  };
  if (asked['if-none-match'] === etag) return { status: 304, headers, body: undefined };
  if (!takesGzip(asked['accept-encoding']))
    return { status: 200, headers: { ...headers, 'content-type': type }, body: bytes };
  return {
    status: 200,
    headers: { ...headers, 'content-type': type, 'content-encoding': 'gzip' },
    body: gzipped,
  };
};

const takesGzip = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((one) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
