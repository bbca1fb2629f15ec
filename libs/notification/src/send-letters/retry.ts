/** Seconds before the second try, the third … Together about 16 hours, so that a night without a mail server loses no letter. */
const WAITS_SECONDS = [10, 30, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800];

/** Tries of one letter, kills of the process in the middle included. */
export const ATTEMPTS_MAX = WAITS_SECONDS.length + 1;

/** What becomes of a letter after its nth try failed. */
export const afterFailure = (
  attempts: number,
): { readonly state: 'pending'; readonly waitSeconds: number } | { readonly state: 'failed'; readonly waitSeconds: 0 } => {
  const waitSeconds = WAITS_SECONDS[attempts - 1];
  return waitSeconds === undefined || attempts < 1 ? { state: 'failed', waitSeconds: 0 } : { state: 'pending', waitSeconds };
};
