import { CSV_BYTES_MAX, JSON_BYTES_MAX } from '@okuru/platform';

/** Routes that take many orders or parcels in one body; how many bytes is judged by their service. */
const TAKES_MANY = new Set(['/v1/orders/batch', '/v1/packing-runs']);

/**
 * Bytes a body may have before it is sent on. The services refuse a larger one in its midst and hang up, which from here
 * looks as if they had gone away.
 */
export const bytesMax = (path: string, contentType: string | undefined): number => {
  const isCsv = contentType?.toLowerCase().startsWith('text/csv') ?? false;
  return isCsv || TAKES_MANY.has(path.split('?', 1)[0]!) ? CSV_BYTES_MAX : JSON_BYTES_MAX;
};
