import {
  Charge,
  Delivery,
  Discount,
  Language,
  LineId,
  LINES_MAX,
  Money,
  OrderPlaced,
  Payment,
  PaymentMethod,
  PRICE_PARTS_MAX,
  Quantity,
  SealedContact,
  SealedGift,
  SealedShipTo,
  ShortStock,
  Sku,
  TaxRate,
  TimeSlot,
  Yen,
} from '@okuru/contracts';
import { HotBody } from '@okuru/platform';
import type { z } from 'zod';
import {
  CalendarDate,
  charsMax,
  EmailAddress,
  InstantText,
  ListOf,
  LongText,
  NumberOf,
  OneOf,
  Optional,
  Part,
  PhoneNumber,
  PostalCode,
  Prefecture,
  Remarks,
  ServiceName,
  Text,
  TextOf,
  YesNo,
} from '../request/field-checks.js';

const TAX_RATES = TaxRate.options.map(({ value }) => value);

export class LineDto {
  @TextOf(Sku) sku!: string;
  @NumberOf(Quantity) quantity!: number;
  @NumberOf(Yen) unitPrice!: number;
  /** Percent; 10 when absent. */
  @Optional() @OneOf(...TAX_RATES) taxRate?: z.infer<typeof TaxRate> | null;
  /** Position from 1 when absent. */
  @Optional() @TextOf(LineId) lineId?: string | null;
}

const { shape: shipTo } = SealedShipTo;
export class ShipToDto {
  @TextOf(shipTo.name) name!: string;
  @PostalCode() postalCode!: string;
  @Prefecture() prefecture!: number | string;
  @TextOf(shipTo.city) city!: string;
  @TextOf(shipTo.street) street!: string;
  @Optional() @TextOf(shipTo.building) building?: string | null;
  @Optional() @PhoneNumber() phone?: string | null;
}

const { shape: contact } = SealedContact;
export class ContactDto {
  /** The ship-to name when absent. */
  @Optional() @TextOf(contact.name) name?: string | null;
  @Optional() @TextOf(contact.kana) kana?: string | null;
  @EmailAddress() email!: string;
  @Optional() @PhoneNumber() phone?: string | null;
}

export class PaymentDto {
  @Optional() @OneOf(...PaymentMethod.options) method?: z.infer<typeof PaymentMethod> | null;
  @Optional() @OneOf(...Payment.shape.status.options) status?: z.infer<typeof Payment>['status'] | null;
  @Optional() @NumberOf(Yen) amount?: number | null;
  @Optional() @InstantText() receivedAt?: string | null;
}

export class DeliveryDto {
  @Optional()
  @OneOf(...Delivery.shape.mode.options)
  mode?: z.infer<typeof Delivery>['mode'] | null;
  @Optional() @ServiceName() service?: string | null;
  @Optional() @CalendarDate() date?: string | null;
  @Optional() @OneOf(...TimeSlot.options) slot?: z.infer<typeof TimeSlot> | null;
  @Optional() @TextOf(Delivery.shape.unattendedPlace) unattendedPlace?: string | null;
  @Optional() @TextOf(Delivery.shape.pickUpPoint) pickUpPoint?: string | null;
}

export class ChargeDto {
  @OneOf(...Charge.shape.kind.options) kind!: z.infer<typeof Charge>['kind'];
  @NumberOf(Yen) amount!: number;
  @Optional() @OneOf(...TAX_RATES) taxRate?: z.infer<typeof TaxRate> | null;
}

export class DiscountDto {
  @OneOf(...Discount.shape.kind.options) kind!: z.infer<typeof Discount>['kind'];
  /** Yen taken off, a positive number. */
  @NumberOf(Yen) amount!: number;
  @Optional() @OneOf(...TAX_RATES) taxRate?: z.infer<typeof TaxRate> | null;
  /** Who bears it; the shop when absent. */
  @Optional() @OneOf(...Discount.shape.bornBy.options) bornBy?: z.infer<typeof Discount>['bornBy'] | null;
}

export class MoneyDto {
  @Optional() @OneOf(...Money.shape.taxMode.options) taxMode?: z.infer<typeof Money>['taxMode'] | null;
  @Optional() @ListOf(() => ChargeDto, 0, PRICE_PARTS_MAX) charges?: ChargeDto[] | null;
  @Optional() @ListOf(() => DiscountDto, 0, PRICE_PARTS_MAX) discounts?: DiscountDto[] | null;
  /** What the buyer was shown; checked against the lines when given. */
  @Optional() @NumberOf(Yen) total?: number | null;
}

const { shape: gift } = SealedGift;
export class GiftDto {
  /** のし, as it is to be written. */
  @Optional() @TextOf(gift.noshi) noshi?: string | null;
  @Optional() @LongText(charsMax(gift.message)) message?: string | null;
  @Optional() @YesNo() hidePrices?: boolean | null;
  /** When the sender is not the buyer. */
  @Optional() @TextOf(gift.senderName) senderName?: string | null;
}

export class AttributionDto {
  @Optional() @Text(64) channel?: string | null;
  @Optional() @Text(64) campaign?: string | null;
  @Optional() @Text(64) visit?: string | null;
}

/** An order as a storefront posts it. The smallest one is reference, lines, shipTo and contact. */
@HotBody()
export class PlaceOrderDto {
  /** The storefront's own order number, unique within its channel. */
  @TextOf(OrderPlaced.shape.reference) reference!: string;
  /** Only with a key of the shop's own staff; a storefront's channel comes from its key. */
  @Optional() @TextOf(OrderPlaced.shape.channel) channel?: string | null;
  @ListOf(() => LineDto, 1, LINES_MAX) lines!: LineDto[];
  @Part(() => ShipToDto) shipTo!: ShipToDto;
  @Part(() => ContactDto) contact!: ContactDto;
  @Optional() @Part(() => PaymentDto) payment?: PaymentDto | null;
  @Optional() @Part(() => DeliveryDto) delivery?: DeliveryDto | null;
  @Optional() @Part(() => MoneyDto) money?: MoneyDto | null;
  @Optional() @OneOf(...ShortStock.options) shortStock?: z.infer<typeof ShortStock> | null;
  @Optional() @OneOf(...Language.options) language?: z.infer<typeof Language> | null;
  @Optional() @Part(() => GiftDto) gift?: GiftDto | null;
  @Optional() @Remarks(charsMax(contact.remarks)) remarks?: string | null;
  @Optional() @Part(() => AttributionDto) attribution?: AttributionDto | null;
  @Optional() @YesNo() marketingOptIn?: boolean | null;
  /** Version of the terms the buyer was shown (特定商取引法 art. 12-6). */
  @Optional() @Text(64) termsVersion?: string | null;
  /** When the buyer placed it; the moment of acceptance when absent. */
  @Optional() @InstantText() placedAt?: string | null;
}

/** A misspelt parameter is refused: a storefront that meant to rehearse must not order. */
@HotBody()
export class PlaceOrderQuery {
  /** `true`: say what would become of the order and place nothing. */
  @Optional() @OneOf('true', 'false') rehearse?: 'true' | 'false';
}
