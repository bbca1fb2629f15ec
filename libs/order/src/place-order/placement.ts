import {
  SealedContact,
  SealedShipTo,
  type Delivery,
  type Language,
  type Money,
  type OrderLine,
  type ShortStock,
} from '@okuru/contracts';
import type { z } from 'zod';
import { totalOf } from '../order/totals.js';
import type { Payment } from '../order/order-events.js';
import { toInstant } from '../request/instants.js';
import { prefectureCode, prefectureName } from '../request/prefectures.js';
import { paymentOf } from './check-payment.js';
import type { GiftDto, PlaceOrderDto } from './place-order.dto.js';
import { lineIdsOf, pricedOf } from './priced.js';

/** A checked order before it has an id: what stays open, and what is sealed before it is stored. */
export interface Placement {
  readonly channel: string;
  readonly reference: string;
  readonly placedAt: string;
  readonly language: z.infer<typeof Language>;
  readonly shortStock: z.infer<typeof ShortStock>;
  readonly lines: readonly z.infer<typeof OrderLine>[];
  readonly money: z.infer<typeof Money>;
  readonly payment: Payment;
  readonly delivery: z.infer<typeof Delivery>;
  /** JIS code: all of the address that stays open. */
  readonly prefecture: number;
  readonly hasRemarks: boolean;
  readonly attribution: Readonly<Record<string, string>> | null;
  readonly marketingOptIn: boolean;
  readonly termsVersion: string | null;
  readonly personal: Personal;
}

/** Personal data in plain; lives in memory only. */
export interface Personal {
  readonly email: string;
  readonly contact: SealedContact;
  readonly shipTo: SealedShipTo;
}

/** Leaves out what is absent, so that sealed data and events hold only what was said. */
export const present = <T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null && value !== '')) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

/** The order as the shop understands it, with every default filled in. The body must have passed its checks. */
export const toPlacement = (body: PlaceOrderDto, channel: string, now: Date): Placement => {
  const priced = pricedOf(body);
  const total = totalOf(priced);
  const placedAt = toInstant(body.placedAt) ?? now.toISOString();
  const lineIds = lineIdsOf(body);
  return {
    channel,
    reference: body.reference,
    placedAt,
    language: body.language ?? 'ja',
    shortStock: body.shortStock ?? 'ship-complete',
    lines: body.lines.map(({ sku }, index) => ({ lineId: lineIds[index]!, sku, ...priced.lines[index]! })),
    money: {
      currency: 'JPY',
      taxMode: priced.taxMode,
      charges: [...priced.charges],
      discounts: [...priced.discounts],
      total,
    },
    payment: paymentOf(body.payment ?? {}, total, placedAt),
    delivery: deliveryOf(body),
    prefecture: prefectureCode(body.shipTo.prefecture)!,
    hasRemarks: remarksOf(body) !== '',
    attribution: body.attribution == null ? null : present({ ...body.attribution } as Record<string, string>),
    marketingOptIn: body.marketingOptIn ?? false,
    termsVersion: body.termsVersion ?? null,
    personal: { email: body.contact.email, contact: contactOf(body), shipTo: shipToOf(body) },
  };
};

const remarksOf = (body: PlaceOrderDto): string => (body.remarks ?? '').trim();

const deliveryOf = ({ delivery }: PlaceOrderDto): z.infer<typeof Delivery> => {
  const { mode, service, date, slot, unattendedPlace, pickUpPoint } = delivery ?? {};
  return { mode: mode ?? 'any', ...present({ service, date, slot, unattendedPlace, pickUpPoint }) };
};

/** Parsed, because whoever opens the seal later can no longer ask. */
const contactOf = (body: PlaceOrderDto): SealedContact => {
  const { name, kana, email, phone } = body.contact;
  return SealedContact.parse(
    present({ name: name ?? body.shipTo.name, kana, email, phone, remarks: remarksOf(body) }),
  );
};

/** With the prefecture's name, as an address is written, and the gift's words, which go into the parcel. */
export const shipToOf = ({ shipTo, gift }: Pick<PlaceOrderDto, 'shipTo' | 'gift'>): SealedShipTo => {
  const { name, postalCode, city, street, building, phone } = shipTo;
  const digits = postalCode.replace('-', '');
  return SealedShipTo.parse(
    present({
      name,
      postalCode: `${digits.slice(0, 3)}-${digits.slice(3)}`,
      prefecture: prefectureName(prefectureCode(shipTo.prefecture)!),
      city,
      street,
      building,
      phone,
      gift: gift == null ? undefined : giftOf(gift),
    }),
  );
};

const giftOf = ({ noshi, message, hidePrices, senderName }: GiftDto): SealedShipTo['gift'] =>
  present({ noshi, message, hidePrices, senderName });
