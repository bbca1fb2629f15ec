import type { LetterKind, Sealed } from '@okuru/contracts';
import type { Language } from '../compose-letters/language.js';
import type { LetterFacts, OrderCard } from '../compose-letters/letter.js';

/** The facts a contact comes with; each seals it for itself. */
export type ContactSource =
  'order.held' | 'order.confirmed' | 'order.cancelled' | 'order.amended' | 'order.amendment-refused';

/** A letter in the hands of one drain, with all it is made from; what is personal is still sealed. */
export interface ClaimedLetter {
  readonly seq: string;
  readonly orderId: string;
  readonly factId: string;
  readonly kind: LetterKind;
  readonly messageId: string;
  readonly facts: LetterFacts[LetterKind];
  /** This try included. */
  readonly attempts: number;
  readonly heardFrom: ContactSource;
  readonly reference: string;
  readonly language: Language;
  readonly contact: Sealed;
  readonly shipTo: Sealed | null;
  readonly card: OrderCard | null;
}

/** What a drain decided about one letter. */
export interface Outcome {
  readonly letter: ClaimedLetter;
  readonly state: 'sent' | 'pending' | 'failed' | 'withdrawn';
  readonly waitSeconds: number;
  /** A code; null when all went well. */
  readonly fault: string | null;
}
