import type { LetterKind } from '@okuru/contracts';
import { amendedLetter } from './amended.letter.js';
import { amendmentRefusedLetter } from './amendment-refused.letter.js';
import { awaitingPaymentLetter } from './awaiting-payment.letter.js';
import { cancelledLetter } from './cancelled.letter.js';
import { confirmedLetter } from './confirmed.letter.js';
import { delayedLetter } from './delayed.letter.js';
import { dispatchedLetter } from './dispatched.letter.js';
import type { Addressed, LetterFacts, LetterWriter } from './letter.js';
import { onOneLine } from './letter-document.js';
import { toHtml } from './to-html.js';
import { toText } from './to-text.js';
import { unitsAwaitedLetter } from './units-awaited.letter.js';

/** A letter ready to be put into an envelope. */
export interface ComposedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const WRITERS: { readonly [Kind in LetterKind]: LetterWriter<Kind> } = {
  confirmed: confirmedLetter,
  'awaiting-payment': awaitingPaymentLetter,
  dispatched: dispatchedLetter,
  cancelled: cancelledLetter,
  amended: amendedLetter,
  'amendment-refused': amendmentRefusedLetter,
  delayed: delayedLetter,
  'units-awaited': unitsAwaitedLetter,
};

/** Pure: the same facts make the same letter, so that a repeat after a crash is the same mail. */
export const composeLetter = <Kind extends LetterKind>(
  kind: Kind,
  to: Addressed,
  facts: LetterFacts[Kind],
): ComposedLetter => {
  const document = onOneLine(WRITERS[kind](to, facts));
  return { subject: document.subject, text: toText(document), html: toHtml(document) };
};
