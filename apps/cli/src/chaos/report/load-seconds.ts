import type { Seen } from '../load/recording-client.js';
import type { LoadSecond } from './result.js';

const PUT_OFF = new Set([0, 429, 502, 503]);

/** What clients saw, by the second in which they asked; seconds in which nobody asked are there too. */
export const loadSeconds = (seen: readonly Seen[]): readonly LoadSecond[] => {
  const last = Math.floor(seen.reduce((max, { atMs }) => Math.max(max, atMs), 0) / 1_000);
  const seconds = Array.from({ length: last + 1 }, (_, second) => ({
    second,
    accepted: 0,
    requests: 0,
    putOff: 0,
    slowestMs: 0,
  }));
  for (const { atMs, tookMs, status, what } of seen) {
    const each = seconds[Math.floor(atMs / 1_000)];
    if (!each) continue; // stocking the shop came before the first second
    each.requests += 1;
    if (what === 'POST /v1/orders' && status === 201) each.accepted += 1;
    if (PUT_OFF.has(status)) each.putOff += 1;
    each.slowestMs = Math.max(each.slowestMs, tookMs);
  }
  return seconds;
};
