/** How fast a member of a group works and how long it is believed to be alive. All in milliseconds. */
export interface Pace {
  /** A member that has not renewed for this long is dead, and its partitions go to others. */
  readonly leaseMs: number;
  /** From one read that found records to the next: what comes meanwhile is read together. The first record after a pause is read at once. */
  readonly gatherMs: number;
  /** Wait between reads while records are coming. */
  readonly pollBusyMs: number;
  /** Longest wait between reads when nothing comes; it is reached by doubling. */
  readonly pollIdleMs: number;
  /** Wait before a batch that threw is delivered again; it doubles from the first to the most. */
  readonly backoffMsFirst: number;
  readonly backoffMsMax: number;
  /** Longest time `close` waits for the batch in hand; after it, the lease is left to run out. */
  readonly closeWaitMsMax: number;
}

export const DEFAULT_PACE: Pace = {
  leaseMs: 10_000,
  gatherMs: 100,
  pollBusyMs: 5,
  pollIdleMs: 200,
  backoffMsFirst: 100,
  backoffMsMax: 5_000,
  closeWaitMsMax: 30_000,
};

/** Renewing three times within a lease lets two renewals fail without losing it. */
const RENEWALS_PER_LEASE = 3;
/** A member waiting for partitions that others must first give back looks this often. */
const RENEW_HURRIED_MS = 250;

export const renewEveryMs = (pace: Pace, waitingForPartitions: boolean): number => {
  const calm = pace.leaseMs / RENEWALS_PER_LEASE;
  return waitingForPartitions ? Math.min(calm, RENEW_HURRIED_MS) : calm;
};

/** Doubles from `backoffMsFirst` to `backoffMsMax`; `failures` counts from 1. */
export const backoffMs = (
  { backoffMsFirst, backoffMsMax }: Pick<Pace, 'backoffMsFirst' | 'backoffMsMax'>,
  failures: number,
): number => Math.min(backoffMsFirst * 2 ** (failures - 1), backoffMsMax);
