import type { LetterKind, Sealed } from '@okuru/contracts';
import type { Language } from '../compose-letters/language.js';
import type { LetterFacts, OrderCard } from '../compose-letters/letter.js';
import type { ItemName } from '../know-items/item-name.store.js';

/** The facts a contact comes with; each seals it for itself. */
export type ContactSource =
  'order.held' | 'order.confirmed' | 'order.cancelled' | 'order.amended' | 'order.amendment-refused';

/** Whom a letter goes to and what it may tell of the order, as it is stored; what is personal is sealed. */
export interface Addressee {
  readonly heardFrom: ContactSource;
  readonly reference: string;
  readonly language: Language;
  readonly contact: Sealed;
  readonly shipTo: Sealed | null;
  readonly card: OrderCard | null;
}

/** A letter in the hands of one process, with all it is made from. */
export interface ClaimedLetter extends Addressee {
  readonly seq: string;
  /** It is this process's for as long as this lease holds. */
  readonly leaseId: string;
  readonly orderId: string;
  readonly factId: string;
  readonly kind: LetterKind;
  readonly messageId: string;
  readonly facts: LetterFacts[LetterKind];
  /** This try included. */
  readonly attempts: number;
  /** Names of the goods it tells of. */
  readonly names: ReadonlyMap<string, ItemName>;
}

/** What a flight decided about one letter. */
export interface Outcome {
  readonly letter: ClaimedLetter;
  readonly state: 'sent' | 'pending' | 'failed' | 'withdrawn';
  readonly waitSeconds: number;
  /** A code; null when all went well. */
  readonly fault: string | null;
}
