import { Refusal, type RefusalOptions } from '@okuru/platform';

/** A no as it is stored and answered; holds nothing personal. */
export type StoredRefusal = RefusalOptions;

/** A stored or prepared no as the error that becomes problem+json. */
export const refuse = (refusal: StoredRefusal, replayed = false): Refusal =>
  new Refusal(replayed ? { ...refusal, headers: { 'idempotent-replayed': 'true' } } : refusal);
