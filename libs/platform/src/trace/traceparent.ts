import { drawnBytes } from '../drawn-bytes.js';

/** W3C Trace Context: version, 16-byte trace id, 8-byte span id, flags; later versions may append more. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-.*)?$/;
const TRACEPARENT_CHARS_MAX = 256;
const SAMPLED = '01';

/** Starts a trace of our own. */
export const newTraceparent = (): string => `00-${hex(16)}-${hex(8)}-${SAMPLED}`;

/** The next span of the given trace; of a new trace when the given text is none. */
export const nextSpanOf = (traceparent: string | undefined): string => {
  if (traceparent === undefined || traceparent.length > TRACEPARENT_CHARS_MAX) return newTraceparent();
  const [, traceId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  return traceId === undefined || flags === undefined ? newTraceparent() : `00-${traceId}-${hex(8)}-${flags}`;
};

const hex = (bytes: number): string => drawnBytes(bytes).toString('hex');
