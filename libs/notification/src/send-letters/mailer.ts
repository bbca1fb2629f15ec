import type { Transaction } from '@okuru/platform';

/** A letter in its envelope. */
export interface Mail {
  /** `<…@domain>`; the same for every repeat of the letter. */
  readonly messageId: string;
  /** The fact the letter is about; goes along as `X-Okuru-Fact`. */
  readonly factId: string;
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
}

/**
 * What became of a mail. `this-mail`: it will never be taken. `for-now`: this mail may be taken later. `server`: nothing
 * is being taken at the moment. The fault is a code and never a server's text, which quotes addresses.
 */
export type Delivery =
  | { readonly ok: true }
  | { readonly ok: false; readonly refused: 'this-mail' | 'for-now' | 'server'; readonly fault: string };

/** Takes letters to buyers. At least once: whoever is cut off in the middle delivers again, under the same Message-ID. */
export abstract class Mailer {
  /** Mails between two commits: what each flight under way repeats at most when a process is killed. */
  abstract readonly mailsPerFlight: number;
  /** Flights under way at once in one process. */
  abstract readonly flightsMax: number;

  /** One answer for each mail, in the order given; never throws for what a mail or a mail server did. */
  abstract deliver(mails: readonly Mail[]): Promise<Delivery[]>;

  /** What the mailer itself keeps of what it took, in the transaction that marks the letters sent. Most keep nothing. */
  keep(_tx: Pick<Transaction, 'query'>, _mails: readonly Mail[]): Promise<void> {
    return Promise.resolve();
  }
}
