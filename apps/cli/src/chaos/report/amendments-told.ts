import type { SeedResult } from './result.js';

type Counts = Pick<SeedResult, 'amended' | 'amendmentsAccepted' | 'amendmentsRefused'>;

/** What became of the amendments, in the same words everywhere. */
export const amendmentsTold = ({ amended, amendmentsAccepted, amendmentsRefused }: Counts): string =>
  `${amended} amendments asked for, ${amendmentsAccepted} accepted, ${amendmentsRefused} refused`;
