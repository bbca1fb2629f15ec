import { Refusal } from '@okuru/platform';

const ASK_AGAIN_SECONDS = '2';
const TITLE = 'The rehearsal was not answered';

interface Further {
  /** Further members of the problem. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const unanswered = (code: string, detail: string, { more = {}, headers }: Further = {}): Refusal =>
  new Refusal({
    status: 503,
    code,
    title: TITLE,
    detail: `${detail} Nothing was ordered or changed; ask again in a moment.`,
    more,
    headers: { 'retry-after': ASK_AGAIN_SECONDS, ...headers },
  });

/** Who has not spoken yet. Shipping speaks after inventory. */
export type Silent = 'inventory' | 'shipping';

export const rehearsalTooLate = (silent: readonly Silent[], waitMs: number): Refusal =>
  unanswered('rehearsal-unanswered', `Within ${waitMs} ms no answer came from ${silent.join(' and ')}.`, {
    more: { missing: silent },
  });

export const tooManyRehearsals = (waitingMax: number): Refusal =>
  unanswered('too-many-rehearsals', `${waitingMax} rehearsals wait already.`);

export const rehearsalNotPlanned = (): Refusal =>
  unanswered('rehearsal-not-planned', 'Shipping could not plan it now.');

/** The connection ends with it: the process would wait for a kept one, and the next request belongs elsewhere. */
export const processEnds = (): Refusal =>
  unanswered('rehearsal-interrupted', 'This process ends before the answer came.', {
    headers: { connection: 'close' },
  });
