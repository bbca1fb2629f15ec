import type { LetterKind } from '@okuru/contracts';
import type { LetterFacts } from '../compose-letters/letter.js';
import { addressOf } from '../compose-letters/shop.js';

/** A letter that a fact asks for. Its facts hold nothing personal. */
export type NewLetter = {
  [Kind in LetterKind]: {
    readonly orderId: string;
    readonly factId: string;
    readonly kind: Kind;
    readonly facts: LetterFacts[Kind];
  };
}[LetterKind];

/** The same for every repeat of the same letter, so that mail programs and audits know a repeat when they see one. */
export const messageIdOf = ({ factId, kind }: Pick<NewLetter, 'factId' | 'kind'>, from: string): string =>
  `<${factId}.${kind}@${domainOf(from)}>`;

const domainOf = (from: string): string => addressOf(from).split('@').at(-1) ?? 'okuru.invalid';
