import type { FastifyInstance } from 'fastify';
import { parseStrictJson } from './strict-json/parse-strict-json.js';

export const JSON_BYTES_MAX = 256 * 1024;
export const CSV_BYTES_MAX = 32 * 1024 * 1024;
const PHOTO_BYTES_MAX = 256 * 1024;

/** Reads JSON strictly, CSV and photos as the bytes that came (an import may be CP932); every other type is refused with 415. */
export const addBodyParsers = (server: FastifyInstance): void => {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_BYTES_MAX },
    (_request, body, done) => {
      try {
        // An empty body is none: the route's DTO says whether something is missing.
        done(null, body.length === 0 ? undefined : parseStrictJson(body as Buffer));
      } catch (fault) {
        done(fault as Error, undefined);
      }
    },
  );
  server.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: CSV_BYTES_MAX },
    (_request, body, done) => done(null, body),
  );
  server.addContentTypeParser(
    'image/jpeg',
    { parseAs: 'buffer', bodyLimit: PHOTO_BYTES_MAX },
    (_request, body, done) => done(null, body),
  );
};
