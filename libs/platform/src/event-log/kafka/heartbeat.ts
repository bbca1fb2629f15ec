import type { EachBatchPayload } from 'kafkajs';

/** Beats per session time-out at the least: two may fail. */
const BEATS_PER_SESSION_MIN = 3;
/** A member hears of a rebalance by a beat, and the whole group waits for it. */
const BEAT_EVERY_MS_MAX = 1_000;

/** kafkajs sends a beat only when one is due; this is how often one is. */
export const beatEveryMs = (sessionTimeoutMs: number): number =>
  Math.min(BEAT_EVERY_MS_MAX, Math.floor(sessionTimeoutMs / BEATS_PER_SESSION_MIN));

/** Kafka's words for: you are no longer a member of this generation. */
const NO_LONGER_A_MEMBER = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']);

/**
 * Keeps the session alive while the work runs, and aborts the batch when it is lost: the group says so, or no beat
 * has come through for the session's time. A rebalance alone aborts nothing: the batch may still end and commit.
 */
export const whileBeating = async (
  payload: Pick<EachBatchPayload, 'heartbeat'>,
  sessionTimeoutMs: number,
  batch: AbortController,
  work: () => Promise<void>,
): Promise<void> => {
  let heardAt = performance.now();
  const beat = async (): Promise<void> => {
    if (performance.now() - heardAt > sessionTimeoutMs) {
      batch.abort(new Error('no heartbeat came through for the time of the session'));
    }
    try {
      await payload.heartbeat();
      heardAt = performance.now();
    } catch (fault) {
      const type = (fault as { type?: unknown }).type;
      if (NO_LONGER_A_MEMBER.has(String(type)))
        batch.abort(new Error(`the partition is lost: ${String(type)}`));
      if (type === 'REBALANCE_IN_PROGRESS') heardAt = performance.now();
    }
  };
  const beats = setInterval(() => void beat(), Math.floor(beatEveryMs(sessionTimeoutMs) / 2));
  try {
    await work();
  } finally {
    clearInterval(beats);
  }
};
