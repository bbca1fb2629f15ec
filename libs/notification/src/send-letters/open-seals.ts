import { SealedContact, SealedShipTo, type LetterKind } from '@okuru/contracts';
import { type KeyRing, SealIsBroken, sealContext } from '@okuru/platform';
import type { ClaimedLetter } from './claimed-letter.js';
import { isMailAddress } from './mail-address.js';

/** Whom a letter goes to, or why it goes to nobody. */
export type Opened =
  | { readonly ok: true; readonly contact: SealedContact; readonly shipTo?: SealedShipTo }
  | { readonly ok: false; readonly why: 'erased' | 'no-address' | 'unreadable' | 'seal-broken' };

/** Opens what the letters need with one call; a broken seal among them costs a call each, and only its own letter. */
export const openSeals = async (keyRing: KeyRing, letters: readonly ClaimedLetter[]): Promise<Opened[]> => {
  try {
    const opened = (await keyRing.openMany(letters.flatMap(sealsOf)))[Symbol.iterator]();
    return letters.map((letter) => openedFrom(sealsOf(letter).map(() => opened.next().value ?? null)));
  } catch (fault) {
    if (!(fault instanceof SealIsBroken)) throw fault;
    if (letters.length === 1) return [{ ok: false, why: 'seal-broken' }];
    const apart: Opened[] = [];
    for (const letter of letters) apart.push(...(await openSeals(keyRing, [letter])));
    return apart;
  }
};

/** Only these letters tell where the goods go, so only they open that. */
const TELL_WHERE: readonly LetterKind[] = ['confirmed', 'amended'];

const sealsOf = ({ kind, orderId, heardFrom, contact, shipTo }: ClaimedLetter) => {
  const context = sealContext(heardFrom, orderId);
  const seals = [{ sealed: contact, context }];
  return TELL_WHERE.includes(kind) && shipTo ? [...seals, { sealed: shipTo, context }] : seals;
};

const openedFrom = ([contactPlain, shipToPlain]: readonly (object | null)[]): Opened => {
  if (!contactPlain) return { ok: false, why: 'erased' };
  const contact = SealedContact.safeParse(contactPlain);
  const shipTo = SealedShipTo.optional().safeParse(shipToPlain ?? undefined);
  if (!contact.success || !shipTo.success) return { ok: false, why: 'unreadable' };
  if (!isMailAddress(contact.data.email)) return { ok: false, why: 'no-address' };
  return { ok: true, contact: contact.data, ...(shipTo.data ? { shipTo: shipTo.data } : {}) };
};
