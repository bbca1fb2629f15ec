/** Seconds before the second try, the third … and then the same again and again. */
const FIRST_WAITS_SECONDS = [10, 30, 60, 300];
/** No letter waits longer than this once the mail server is back. */
const LATER_WAIT_SECONDS = 900;

/**
 * Tries of one letter, kills of the process in the middle included: about 16 hours, so that a night without a mail
 * server loses no letter.
 */
export const ATTEMPTS_MAX = 68;

/** What becomes of a letter after its nth try failed. */
export const afterFailure = (
  attempts: number,
): { readonly state: 'pending' | 'failed'; readonly waitSeconds: number } =>
  attempts >= ATTEMPTS_MAX
    ? { state: 'failed', waitSeconds: 0 }
    : { state: 'pending', waitSeconds: FIRST_WAITS_SECONDS[attempts - 1] ?? LATER_WAIT_SECONDS };
