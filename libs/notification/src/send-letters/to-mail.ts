import { composeLetter } from '../compose-letters/compose-letter.js';
import type { Addressed } from '../compose-letters/letter.js';
import { oneLine } from '../compose-letters/one-line.js';
import type { Shop } from '../compose-letters/shop.js';
import type { ItemName } from '../know-items/item-name.store.js';
import type { Addressee, ClaimedLetter } from './claimed-letter.js';
import type { Mail } from './mailer.js';
import type { Opened } from './open-seals.js';

/** Writes the letter and puts it into its envelope. */
export const toMail = (
  letter: ClaimedLetter,
  { contact, shipTo }: Extract<Opened, { ok: true }>,
  shop: Shop,
  date: Date,
): Mail => {
  const { language, reference, card, names } = letter;
  const to: Addressed = {
    language,
    reference,
    contact,
    ...(shipTo ? { shipTo } : {}),
    ...(card ? { order: card } : {}),
    nameOf: (sku) => nameIn(language, names.get(sku)) ?? sku,
    shop,
  };
  return {
    messageId: letter.messageId,
    factId: letter.factId,
    from: shop.from,
    to: { name: oneLine(contact.name), address: contact.email },
    date,
    ...composeLetter(letter.kind, to, letter.facts),
  };
};

/** An item without an English name goes by its Japanese one. */
export const nameIn = (language: Addressed['language'], name: ItemName | undefined): string | undefined =>
  name && (name[language] === '' ? name.ja : name[language]);

/** The goods a letter names. */
export const skusOf = ({ card, facts }: Pick<Addressee, 'card'> & Pick<ClaimedLetter, 'facts'>): string[] => [
  ...(card?.lines ?? []).map(({ sku }) => sku),
  ...('lines' in facts ? facts.lines : []).map(({ sku }) => sku),
];
