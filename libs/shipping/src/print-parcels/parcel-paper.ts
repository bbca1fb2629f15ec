import { CARRIER_SERVICES, CARRIERS } from '@okuru/carriers';
import type { EventData, ItemFacts, SealedShipTo } from '@okuru/contracts';
import type { ShopPackage } from '../package-kinds/seed-packages.js';
import type { EnclosureLine } from '../parcel/enclosures.js';
import type { ParcelStatus } from '../parcel/parcel.js';
import { amountToCollectYen } from '../plan-parcels/delivery.js';
import { isWholeSet, type OrderedSet, setOfLine } from '../shipment/ordered-sets.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';

/** What is printed of one parcel. */
export const PARCEL_PAPERS = ['packing-slip', 'label'] as const;
export type ParcelPaper = (typeof PARCEL_PAPERS)[number];

/** A parcel as far as its papers name it. */
export interface PaperedParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly status: ParcelStatus;
  readonly temperature: ItemFacts['temperature'];
  readonly packageCode: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly trackingNumber: string | null;
  readonly weightGrams: number | null;
  /** This one of so many of its order that were not voided. */
  readonly number: number;
  readonly of: number;
  readonly lines: readonly {
    readonly lineId: string;
    readonly sku: string;
    readonly quantity: number;
    readonly item: ItemFacts;
  }[];
  /** What goes in beside the goods. */
  readonly enclosures: readonly EnclosureLine[] | null;
  /** What lies in the order's other parcels. */
  readonly elsewhere: readonly { readonly name: string; readonly quantity: number }[];
}

export interface SenderOnPaper {
  readonly name: string;
  readonly address?: string;
  readonly phone?: string;
}

/** A paper's parcel with whom it goes to. */
export interface Addressed {
  readonly parcel: PaperedParcel;
  readonly order: ConfirmedOrder;
  readonly shipTo: SealedShipTo;
  readonly sender: SenderOnPaper;
  /** ISO date of the shop's today. */
  readonly today: string;
  /** Of the shop, for days. */
  readonly timeZone: string;
  readonly kind: ShopPackage | undefined;
}

export interface Unprintable {
  readonly status: 409 | 410;
  readonly code: 'parcel-voided' | 'address-erased' | 'waybill-missing' | 'already-dispatched';
  readonly title: string;
}

/** Why a paper of this parcel may not be printed; null: it may. */
export const whyNotPrinted = (
  { status, trackingNumber }: Pick<PaperedParcel, 'status' | 'trackingNumber'>,
  paper: ParcelPaper,
  hasAddress: boolean,
): Unprintable | null => {
  if (status === 'voided')
    return { status: 410, code: 'parcel-voided', title: 'The parcel was voided: 使用禁止' };
  if (!hasAddress)
    return { status: 410, code: 'address-erased', title: 'Nobody is left to address the parcel to' };
  if (paper === 'packing-slip') return null;
  if (trackingNumber === null)
    return { status: 409, code: 'waybill-missing', title: 'The parcel has no waybill yet' };
  return status === 'dispatched' || status === 'delivered'
    ? {
        status: 409,
        code: 'already-dispatched',
        title: 'The parcel has left: a second label would name another box',
      }
    : null;
};

/** The data of the document of that name, as `libs/documents` wants it. */
export const paperOf = (paper: ParcelPaper, addressed: Addressed): object =>
  paper === 'label' ? labelOf(addressed) : packingSlipOf(addressed);

/** Prices stay away: shipping does not know them. */
const packingSlipOf = ({ parcel, order, shipTo, sender, today, timeZone }: Addressed): object => {
  const { parcelId, reference, trackingNumber, number, of } = parcel;
  const scanned = SCANNABLE.test(reference);
  return {
    shop: sender,
    to: recipientOf(shipTo),
    orderNumber: orderOnPaper(reference, parcel.orderId),
    parcelId,
    parcel: { number, of },
    ...(order.placedAt === undefined ? {} : { orderedOn: dayOf(order.placedAt, timeZone) }),
    shippedOn: today,
    ...(trackingNumber === null ? {} : { carrier: carrierName(parcel), waybillNumber: trackingNumber }),
    lines: slipLines(parcel.lines, order.sets),
    ...(parcel.enclosures?.length
      ? { enclosures: parcel.enclosures.map(({ names }) => ({ name: names.ja })) }
      : {}),
    prices: 'hidden',
    taxMode: 'included',
    charges: [],
    notInside: parcel.elsewhere.map(({ name, quantity }) => ({
      name,
      quantity,
      why: '別のお荷物に入っています',
    })),
    ...(shipTo.gift?.message === undefined ? {} : { message: shipTo.gift.message }),
    ...(scanned ? {} : { note: `ご注文番号 ${reference}` }),
  };
};

/** As the buyer ordered them: a set once, with those of its parts that are inside beneath it. */
const slipLines = (lines: PaperedParcel['lines'], sets: ConfirmedOrder['sets']): object[] => {
  const told = new Set<OrderedSet>();
  return lines.flatMap(({ lineId, sku, quantity, item }) => {
    const set = setOfLine(sets, lineId);
    if (set === undefined) return [{ sku, name: item.names.ja, quantity }];
    if (told.has(set)) return [];
    told.add(set);
    const inside = lines.filter((line) => setOfLine(sets, line.lineId) === set);
    return [
      {
        ...{ sku: set.sku, name: set.names.ja, quantity: set.quantity },
        parts: partsOf(inside),
        ...(isWholeSet(set, inside) ? {} : { incomplete: true }),
      },
    ];
  });
};

/** Each part once: a price that does not divide makes two lines of it. */
const partsOf = (lines: PaperedParcel['lines']): object[] => {
  const parts = new Map<string, { sku: string; name: string; quantity: number }>();
  for (const { sku, quantity, item } of lines) {
    const before = parts.get(sku)?.quantity ?? 0;
    parts.set(sku, { sku, name: item.names.ja, quantity: before + quantity });
  }
  return [...parts.values()];
};

/** `sv-SE` writes days as ISO does. */
const dayOf = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(instant));

/** Bars of what is longer, or not of ASCII, have no room on the slip: then they name the order by its id. */
const SCANNABLE = /^[!-~]{1,38}$/;
/** The order as its bars name it. */
export const orderOnPaper = (reference: string, orderId: string): string =>
  SCANNABLE.test(reference) ? reference : orderId;

const GOODS_LETTERS_MAX = 56;
const REFERENCE_LETTERS_MAX = 40;

const labelOf = ({ parcel, order, shipTo, sender, today, kind }: Addressed): object => {
  const { parcelId, trackingNumber, number, of, weightGrams, temperature, lines } = parcel;
  const { date, slot } = order.delivery;
  const outer = kind && 'outer' in kind ? kind.outer : undefined;
  const deliverOn = { ...(date ? { date } : {}), ...(slot ? { slot: SLOTS[slot] } : {}) };
  const collectYen = order.cashOnDelivery ? amountToCollectYen(order, { lines }) : undefined;
  return {
    parcelId,
    waybillNumber: trackingNumber,
    carrier: carrierName(parcel),
    service: serviceName(parcel),
    to: recipientOf(shipTo),
    from: sender,
    orderNumber: cut(parcel.reference, REFERENCE_LETTERS_MAX),
    parcel: { number, of },
    shipDate: today,
    ...(date || slot ? { deliverOn } : {}),
    ...(weightGrams === null ? {} : { weightGrams }),
    ...(outer ? { girthMm: outer.lengthMm + outer.widthMm + outer.heightMm } : {}),
    temperature,
    handling: handlingOf(lines.map(({ item }) => item.handling)),
    goods: goodsOf(lines.map(({ item }) => item.names.ja)),
    ...(collectYen === undefined ? {} : { collectYen }),
  };
};

const recipientOf = ({
  name,
  postalCode,
  prefecture,
  city,
  street,
  building,
  phone,
}: SealedShipTo): object => ({
  name,
  postcode: postalCode,
  address: `${prefecture}${city}${street}`,
  ...(building === undefined ? {} : { building }),
  ...(phone === undefined ? {} : { phone }),
});

const carrierName = ({ carrier }: Pick<PaperedParcel, 'carrier'>): string =>
  (carrier && CARRIERS[carrier]?.names.ja) ?? carrier ?? '';

const serviceName = ({ carrier, service }: Pick<PaperedParcel, 'carrier' | 'service'>): string =>
  CARRIER_SERVICES.find((one) => one.carrier === carrier && one.service === service)?.names.ja ??
  service ??
  '';

const SLOTS: Readonly<Record<NonNullable<EventData<'order.confirmed'>['delivery']['slot']>, string>> = {
  am: '午前中',
  '12-14': '12-14時',
  '14-16': '14-16時',
  '16-18': '16-18時',
  '18-20': '18-20時',
  '19-21': '19-21時',
};

const handlingOf = (handling: readonly ItemFacts['handling'][]): string[] => {
  const marks = {
    fragile: handling.some(({ fragile }) => fragile),
    'keep-upright': handling.some(({ keepUpright }) => keepUpright),
    'do-not-stack': handling.some(({ doNotStack }) => doNotStack),
    liquid: handling.some(({ liquid }) => liquid),
    battery: handling.some(({ battery }) => battery),
  };
  return Object.entries(marks).flatMap(([mark, isSo]) => (isSo ? [mark] : []));
};

/** 品名: the first of the goods stands for all. */
const goodsOf = (names: readonly string[]): string => {
  const [first = '', ...more] = new Set(names);
  return `${cut(first, GOODS_LETTERS_MAX)}${more.length > 0 ? ' ほか' : ''}`;
};

const cut = (text: string, lettersMax: number): string =>
  [...text].slice(0, lettersMax).join('').slice(0, lettersMax);
