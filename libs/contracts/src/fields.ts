import { z } from 'zod';

/** Field types that several events share. Money is integer yen, lengths millimetres, weights grams. */
export const OrderId = z.uuid();
export const LineId = z.string().min(1).max(64);
export const Sku = z.string().min(1).max(64);
export const QUANTITY_MAX = 9_999;
export const Quantity = z.int().min(1).max(QUANTITY_MAX);
export const YEN_MAX = 999_999_999;
export const Yen = z.int().min(0).max(YEN_MAX);
export const Instant = z.iso.datetime();
/** A day of the shop's zone. */
export const Day = z.iso.date();
export const Language = z.enum(['ja', 'en']);
export const ParcelId = z.uuid();
/** Why a unit cannot go into its parcel: 欠品, it is not where it should be; 破損, it is damaged. */
export const ShortageCause = z.enum(['not-found', 'damaged']);
export type ShortageCause = z.infer<typeof ShortageCause>;

/** AES-256-GCM ciphertext under the buyer's own key; erasing the key erases the person. Base64 parts. */
export const Sealed = z.object({
  keyId: z.uuid(),
  iv: z.string().max(24),
  ciphertext: z.string().max(16_384),
  tag: z.string().max(32),
});
export type Sealed = z.infer<typeof Sealed>;

/** What of the address may stay open: enough for a zone and a tariff, too little to find a person. */
export const Destination = z.object({
  country: z.literal('JP'),
  /** JIS X 0401 prefecture code, 1 (北海道) to 47 (沖縄県). */
  prefecture: z.int().min(1).max(47),
});

export const TimeSlot = z.enum(['am', '12-14', '14-16', '16-18', '18-20', '19-21']);

/** What the buyer paid for; a hard rule of the carrier choice. */
export const Delivery = z.object({
  mode: z.enum(['any', 'mailbox', 'hand-over', 'named-service']),
  /** `carrier/service`, only with `named-service`. */
  service: z.string().max(64).optional(),
  /** Day of arrival in the shop's zone. */
  date: z.iso.date().optional(),
  slot: TimeSlot.optional(),
  /** 置き配: where the parcel may be left. */
  unattendedPlace: z.string().max(40).optional(),
  pickUpPoint: z.string().max(64).optional(),
});

export const PaymentMethod = z.enum(['prepaid', 'bank-transfer', 'konbini', 'cod', 'invoice']);
export const Payment = z.object({
  method: PaymentMethod,
  status: z.enum(['paid', 'awaiting', 'on-delivery', 'on-invoice']),
  /** Yen received so far. */
  amount: Yen,
  receivedAt: Instant.optional(),
});

export const TaxRate = z.union([z.literal(0), z.literal(8), z.literal(10)]);
export const Charge = z.object({
  kind: z.enum(['postage', 'cod-fee', 'wrapping', 'other']),
  amount: Yen,
  taxRate: TaxRate,
});
export const Discount = z.object({
  kind: z.enum(['coupon', 'points', 'other']),
  amount: Yen,
  taxRate: TaxRate,
  bornBy: z.enum(['shop', 'channel']),
});
export const PRICE_PARTS_MAX = 20;
export const Money = z.object({
  currency: z.literal('JPY'),
  /** Whether unit prices, charges and discounts contain the tax. */
  taxMode: z.enum(['included', 'excluded']),
  charges: z.array(Charge).max(PRICE_PARTS_MAX),
  discounts: z.array(Discount).max(PRICE_PARTS_MAX),
  /** What the buyer pays, tax included. */
  total: Yen,
});

export const ShortStock = z.enum(['ship-complete', 'ship-available', 'cancel-short']);

/** What an item is called; the English name is empty where there is none. */
export const ItemNames = z.object({ ja: z.string().min(1).max(200), en: z.string().max(200) });

/** The set (セット商品) that the buyer ordered, on each line of one of its parts. */
export const LineSet = z.object({
  /** The buyer's line; the lines of one set have it in common. */
  lineId: LineId,
  sku: Sku,
  /** Sets of the buyer's line. The units of each part's lines are a multiple of it. */
  quantity: Quantity,
  /** As the set was called when it was ordered. */
  names: ItemNames,
});
export type LineSet = z.infer<typeof LineSet>;

/** Lines of one order. */
export const LINES_MAX = 200;
export const OrderLine = z.object({
  lineId: LineId,
  sku: Sku,
  quantity: Quantity,
  unitPrice: Yen,
  taxRate: TaxRate,
  /** Absent where the line is what the buyer ordered. */
  set: LineSet.optional(),
});

export const Size = z.object({ lengthMm: z.int().min(1), widthMm: z.int().min(1), heightMm: z.int().min(1) });
export const Handling = z.object({
  fragile: z.boolean(),
  keepUpright: z.boolean(),
  doNotStack: z.boolean(),
  liquid: z.boolean(),
  battery: z.boolean(),
  /** Grams one unit bears on its top; null = no stated limit. */
  loadOnTopGramsMax: z.int().min(0).nullable(),
  /** Lies on its largest face. */
  flatOnly: z.boolean().optional(),
  /** Size after one fold, when it may be folded. */
  foldedSize: Size.optional(),
  /** Percent of its thinnest side to which it may be pressed. */
  compressesToPercent: z.int().min(1).max(99).optional(),
  /** May be sent in the box it comes in. */
  shipsInOwnBox: z.boolean().optional(),
});
export type Handling = z.infer<typeof Handling>;

/** Parts of one set, and units of one part in it. */
export const SET_PARTS_MAX = 20;
export const PART_QUANTITY_MAX = 99;
export const SetPart = z.object({ sku: Sku, quantity: z.int().min(1).max(PART_QUANTITY_MAX) });
export type SetPart = z.infer<typeof SetPart>;

/** What packing, scanning and letters need to know of an item. Size, weight and barcodes may be unknown. */
export const ItemFacts = z.object({
  sku: Sku,
  /** Rises with every change of the master. */
  itemVersion: z.int().min(1),
  names: ItemNames,
  /** JAN/EAN or the shop's own labels; empty when unknown. */
  barcodes: z.array(z.string().min(4).max(48)).max(20),
  size: Size.nullable(),
  weightGrams: z.int().min(1).nullable(),
  valueYen: Yen,
  temperature: z.enum(['ambient', 'chilled', 'frozen']),
  handling: Handling,
  shelf: z.string().max(32).nullable(),
  lookAlikeGroup: z.string().max(32).nullable(),
  /** A scan and a proven count may replace scanning each unit. */
  countable: z.boolean(),
  /** What a set (セット商品) is made of; absent where the item is none. A set has no stock of its own. */
  parts: z.array(SetPart).min(1).max(SET_PARTS_MAX).optional(),
  /** Its units are kept by lot and day of expiry; stated only where it is so. */
  lotControlled: z.boolean().optional(),
});
export type ItemFacts = z.infer<typeof ItemFacts>;

/** How many amendments of one order may be asked. */
export const AMENDMENTS_MAX = 20;
/** Amendments of an order count from 1. */
export const AmendmentNumber = z.int().min(1).max(AMENDMENTS_MAX);
/** Why shipping does not amend an order any more. */
export const AmendmentRefusal = z.enum([
  'already-labelled',
  'already-closed',
  'already-dispatched',
  'too-many-parcels',
  'cancelled',
]);
export type AmendmentRefusal = z.infer<typeof AmendmentRefusal>;

/** As it is printed on the goods: (10) of a GS1 code. */
export const LotCode = z.string().min(1).max(20);
/** Units of one lot, and the last day on which they may be used. */
export const LotQuantity = z.object({ lot: LotCode, expiresOn: Day, quantity: Quantity });
/** Units of one lot of an item that are in a parcel. */
export const PackedLot = LotQuantity.extend({ sku: Sku });

export const LineQuantity = z.object({ lineId: LineId, sku: Sku, quantity: Quantity });
