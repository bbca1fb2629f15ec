import type {
  Charge,
  Delivery,
  Discount,
  Language,
  Money,
  PaymentMethod,
  ShortStock,
  TimeSlot,
} from '@okuru/contracts';
import type { z } from 'zod';
import { YEN_MAX } from '../order/order.js';
import type { Payment } from '../order/order-events.js';
import {
  CalendarDate,
  EmailAddress,
  InstantText,
  ListOf,
  LongText,
  OneOf,
  Optional,
  Part,
  PhoneNumber,
  PostalCode,
  Prefecture,
  Remarks,
  ServiceName,
  Text,
  WholeNumber,
  YesNo,
} from '../request/field-checks.js';

/** Bounds of the body; the same as in the contract's fields. */
export const LINES_MAX = 200;
export const QUANTITY_MAX = 9_999;
const PRICE_PARTS_MAX = 20;
const REMARKS_MAX = 1_000;

const TAX_RATES = [0, 8, 10] as const;
type TaxRate = (typeof TAX_RATES)[number];

export class LineDto {
  @Text(64) sku!: string;
  @WholeNumber(1, QUANTITY_MAX) quantity!: number;
  @WholeNumber(0, YEN_MAX) unitPrice!: number;
  /** Percent; 10 when absent. */
  @Optional() @OneOf(...TAX_RATES) taxRate?: TaxRate | null;
  /** Position from 1 when absent. */
  @Optional() @Text(64) lineId?: string | null;
}

export class ShipToDto {
  @Text(100) name!: string;
  @PostalCode() postalCode!: string;
  @Prefecture() prefecture!: number | string;
  @Text(100) city!: string;
  @Text(200) street!: string;
  @Optional() @Text(200) building?: string | null;
  @Optional() @PhoneNumber() phone?: string | null;
}

export class ContactDto {
  /** The ship-to name when absent. */
  @Optional() @Text(100) name?: string | null;
  @Optional() @Text(100) kana?: string | null;
  @EmailAddress() email!: string;
  @Optional() @PhoneNumber() phone?: string | null;
}

export class PaymentDto {
  @Optional()
  @OneOf('prepaid', 'bank-transfer', 'konbini', 'cod', 'invoice')
  method?: z.infer<typeof PaymentMethod> | null;
  @Optional() @OneOf('paid', 'awaiting', 'on-delivery', 'on-invoice') status?: Payment['status'] | null;
  @Optional() @WholeNumber(0, YEN_MAX) amount?: number | null;
  @Optional() @InstantText() receivedAt?: string | null;
}

export class DeliveryDto {
  @Optional()
  @OneOf('any', 'mailbox', 'hand-over', 'named-service')
  mode?: z.infer<typeof Delivery>['mode'] | null;
  @Optional() @ServiceName() service?: string | null;
  @Optional() @CalendarDate() date?: string | null;
  @Optional()
  @OneOf('am', '12-14', '14-16', '16-18', '18-20', '19-21')
  slot?: z.infer<typeof TimeSlot> | null;
  @Optional() @Text(40) unattendedPlace?: string | null;
  @Optional() @Text(64) pickUpPoint?: string | null;
}

export class ChargeDto {
  @OneOf('postage', 'cod-fee', 'wrapping', 'other') kind!: z.infer<typeof Charge>['kind'];
  @WholeNumber(0, YEN_MAX) amount!: number;
  @Optional() @OneOf(...TAX_RATES) taxRate?: TaxRate | null;
}

export class DiscountDto {
  @OneOf('coupon', 'points', 'other') kind!: z.infer<typeof Discount>['kind'];
  /** Yen taken off, a positive number. */
  @WholeNumber(0, YEN_MAX) amount!: number;
  @Optional() @OneOf(...TAX_RATES) taxRate?: TaxRate | null;
  /** Who bears it; the shop when absent. */
  @Optional() @OneOf('shop', 'channel') bornBy?: z.infer<typeof Discount>['bornBy'] | null;
}

export class MoneyDto {
  @Optional() @OneOf('included', 'excluded') taxMode?: z.infer<typeof Money>['taxMode'] | null;
  @Optional() @ListOf(() => ChargeDto, 0, PRICE_PARTS_MAX) charges?: ChargeDto[] | null;
  @Optional() @ListOf(() => DiscountDto, 0, PRICE_PARTS_MAX) discounts?: DiscountDto[] | null;
  /** What the buyer was shown; checked against the lines when given. */
  @Optional() @WholeNumber(0, YEN_MAX) total?: number | null;
}

export class GiftDto {
  /** のし, as it is to be written. */
  @Optional() @Text(40) noshi?: string | null;
  @Optional() @LongText(500) message?: string | null;
  @Optional() @YesNo() hidePrices?: boolean | null;
  /** When the sender is not the buyer. */
  @Optional() @Text(100) senderName?: string | null;
}

export class AttributionDto {
  @Optional() @Text(64) channel?: string | null;
  @Optional() @Text(64) campaign?: string | null;
  @Optional() @Text(64) visit?: string | null;
}

/** An order as a storefront posts it. The smallest one is reference, lines, shipTo and contact. */
export class PlaceOrderDto {
  /** The storefront's own order number, unique within its channel. */
  @Text(64) reference!: string;
  /** Only with a key of the shop's own staff; a storefront's channel comes from its key. */
  @Optional() @Text(32) channel?: string | null;
  @ListOf(() => LineDto, 1, LINES_MAX) lines!: LineDto[];
  @Part(() => ShipToDto) shipTo!: ShipToDto;
  @Part(() => ContactDto) contact!: ContactDto;
  @Optional() @Part(() => PaymentDto) payment?: PaymentDto | null;
  @Optional() @Part(() => DeliveryDto) delivery?: DeliveryDto | null;
  @Optional() @Part(() => MoneyDto) money?: MoneyDto | null;
  @Optional()
  @OneOf('ship-complete', 'ship-available', 'cancel-short')
  shortStock?: z.infer<typeof ShortStock> | null;
  @Optional() @OneOf('ja', 'en') language?: z.infer<typeof Language> | null;
  @Optional() @Part(() => GiftDto) gift?: GiftDto | null;
  @Optional() @Remarks(REMARKS_MAX) remarks?: string | null;
  @Optional() @Part(() => AttributionDto) attribution?: AttributionDto | null;
  @Optional() @YesNo() marketingOptIn?: boolean | null;
  /** Version of the terms the buyer was shown (特定商取引法 art. 12-6). */
  @Optional() @Text(64) termsVersion?: string | null;
  /** When the buyer placed it; the moment of acceptance when absent. */
  @Optional() @InstantText() placedAt?: string | null;
}
