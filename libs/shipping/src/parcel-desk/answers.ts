import { fact, Refusal, type Fact, type RefusalOptions } from '@okuru/platform';
import type { ItemFacts } from '@okuru/contracts';
import type { ItemName } from '../item-replica/item-names.store.js';
import { signOf, untickedOf } from '../parcel/enclosures.js';
import { isOpen, type Block, type RefusalCode } from '../parcel/gate.js';
import type { Rejection } from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import type { Outcome } from './parcel-work.js';

export const ok = (body: object): StoredAnswer => ({ status: 200, body });

/** The body of a kept refusal is what `Refusal` is made from. */
const conflict = (
  code: string,
  title: string,
  more: Pick<RefusalOptions, 'detail' | 'more'> = {},
): StoredAnswer => ({
  status: 409,
  body: { code, title, ...more },
});

/** A kept answer as HTTP gives it: the body, or the refusal as problem+json. */
export const given = ({ status, body }: StoredAnswer): object => {
  if (status < 400) return body;
  throw new Refusal({ ...(body as Omit<RefusalOptions, 'status'>), status });
};

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  'count-not-allowed': 'Units of this item are scanned one by one',
  'no-carrier-may-carry-it': 'No carrier may carry the parcel like this',
  'label-says-another-service':
    'The service on the label may not carry the parcel like this: print another label, or go back to a package and weight that it carries',
  'too-heavy-for-package': 'The goods are heavier than the package may hold',
  'units-missing': 'Not every unit of the parcel is proven yet',
  'enclosures-missing': 'Something that goes in with the goods (同梱物) is not ticked yet',
  'nothing-to-undo': 'No scan of the parcel is left that can be taken back',
  'nothing-to-stay': 'Nothing is in the box yet: scan what stays in it first',
  'nothing-to-go': 'Everything is in the box: take back what does not fit, then take a second one',
  'label-on-its-way':
    "The label was asked for and its number is not here yet: ask for it once more, or take in the carrier's answer, then take a second box",
  'rest-fits-no-package': 'What is left fits no package: a lead must decide',
  'another-scan-was-last': 'Somebody scanned another unit of this parcel since: look at it again',
  'replacement-awaited': 'The rest of this item is missing: others are awaited in its place',
  'not-of-this-parcel': 'The parcel holds nothing of this item',
  'more-than-it-lacks':
    'So many units cannot be missing: at most those that are not proven, or for damaged ones those of the parcel',
  'package-missing': 'No package is chosen yet',
  'weight-missing': 'The parcel was not weighed',
  'label-missing': 'The parcel has no label',
  'waybill-not-scanned': 'Scan the waybill on the box',
  'waybill-exists': 'The parcel has its waybill already',
  'carrier-refuses': 'The carrier does not take the parcel',
  'waybill-superseded': 'The label was printed again meanwhile, and this number is void: 使用禁止',
  'parcel-voided': 'The parcel was voided: 使用禁止',
  'already-closed': 'The parcel is closed',
  'already-dispatched': 'The parcel has left',
  'already-delivered': 'The parcel was delivered',
  'not-dispatched': 'The parcel has not left yet',
};

const BLOCKS: Readonly<Record<Block['reason'], string>> = {
  'unknown-barcode': 'Nobody knows this barcode',
  'not-in-this-parcel': 'This item does not belong in this parcel',
  'already-complete': 'All units of this item are in already',
  'wrong-waybill': 'This is not the waybill of this parcel',
  'void-waybill': 'This waybill is void: 使用禁止',
  'parcel-voided': 'This parcel was voided: 使用禁止',
  'wrong-carrier': 'Another carrier takes this parcel: not into this cage',
  'lot-expired': 'This lot has expired: put it aside',
  'lot-expires-soon': 'This lot expires too soon to be sent',
  'lot-unknown': 'Nobody knows when this lot expires',
  'lot-later': 'Another lot of this item expires sooner: take that one',
  'wrong-weight': 'The parcel does not weigh what it should',
  'not-complete': 'Not every unit of the parcel is proven',
  'at-another-station':
    'Units of this parcel are proven at another station: go on there, or take every one of them back first',
};

/** In the carrier's own words. */
export const refusedByCarrier = (words: string): StoredAnswer =>
  conflict('carrier-refuses', REFUSALS['carrier-refuses'], { detail: words });

/** In one sentence, why not. */
export const wordsOf = (rejection: Rejection): string =>
  rejection.kind === 'refused' ? REFUSALS[rejection.code] : BLOCKS[rejection.reason];

/** The business says no: a refused step changes nothing, a blocked scan is recorded and told. */
export const rejected = (
  rejection: Rejection,
  at: Date,
  inHand: ParcelInHand | undefined,
  scan: { readonly text: string; readonly item?: ItemName | null },
): Outcome => {
  if (rejection.kind === 'refused') return { answer: refusalOf(rejection.code, inHand) };
  const { reason, scannedSku, weight } = rejection;
  const expected = inHand && !weight ? nextExpected(inHand) : null;
  const scanned = scan.item ?? (scannedSku !== null && inHand ? named(inHand.items.get(scannedSku)) : null);
  return {
    blocked: { reason, scanned: scan.text, scannedSku, expectedSku: expected?.sku ?? null },
    facts: inHand ? [blockedFact(inHand, rejection, at)] : [],
    answer: conflict('scan-blocked', BLOCKS[reason], {
      detail: weight
        ? `${BLOCKS[reason]}. Weighed: ${weight.grams} g. Expected: ${weight.expectedGrams} g.`
        : sentence(BLOCKS[reason], scanned, expected),
      more: { reason, scanned, expected, ...(weight ? { weight } : {}) },
    }),
  };
};

const refusalOf = (code: RefusalCode, inHand: ParcelInHand | undefined): StoredAnswer => {
  if (code !== 'enclosures-missing' || !inHand) return conflict(code, REFUSALS[code]);
  const left = untickedOf(inHand.parcel);
  const named = left.map(({ code: one, names }) => `${names.ja} (${signOf(one)})`).join(', ');
  return conflict(code, REFUSALS[code], {
    detail: `Put in and tick, by its own code or by its sign: ${named}.`,
    more: { enclosures: left.map(({ code: one, names }) => ({ code: one, names, sign: signOf(one) })) },
  });
};

const blockedFact = ({ parcel }: ParcelInHand, { reason, scannedSku, weight }: Block, at: Date): Fact => {
  const { orderId, parcelId } = parcel;
  return fact('scan.blocked', {
    ...{ orderId, parcelId, reason, scannedSku, at: at.toISOString() },
    ...(weight ? { weight } : {}),
  });
};

/** The first unit that is still missing: what the hand should hold. */
const nextExpected = ({ parcel, items }: ParcelInHand): ItemName | null => {
  const open = parcel.lines.find(isOpen);
  return open ? named(items.get(open.sku)) : null;
};

const named = (item: ItemFacts | undefined): ItemName | null =>
  item ? { sku: item.sku, name: item.names.ja } : null;

const sentence = (title: string, scanned: ItemName | null, expected: ItemName | null): string =>
  [
    `${title}.`,
    ...(scanned ? [`Scanned: ${scanned.name} (${scanned.sku}).`] : []),
    ...(expected ? [`Expected: ${expected.name} (${expected.sku}).`] : []),
  ].join(' ');
