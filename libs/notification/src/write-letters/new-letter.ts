import { domainToASCII } from 'node:url';
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

/** Leaves room for the rest of the Message-ID in its 200 characters. */
const DOMAIN_CHARS_MAX = 140;
const NO_DOMAIN = 'okuru.invalid';

const domainOf = (from: string): string => {
  const domain = domainToASCII(addressOf(from).split('@').at(-1) ?? '');
  return domain === '' || domain.length > DOMAIN_CHARS_MAX ? NO_DOMAIN : domain;
};
