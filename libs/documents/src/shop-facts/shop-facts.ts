import { z } from 'zod';

const NAME_MAX = 100;
const ADDRESS_MAX = 160;

/** A line of text a person wrote. */
export const Words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\r\n\u2028\u2029]*$/, 'must be one line');

/** Text of several lines, which together fit on a page. */
export const Prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(
      (text) => text.split(/\r\n?|[\n\u2028\u2029]/).length <= PROSE_LINES_MAX,
      `must have at most ${PROSE_LINES_MAX} lines`,
    );
const PROSE_LINES_MAX = 30;

const Postcode = z.string().regex(/^\d{3}-\d{4}$/, 'must be seven digits as 123-4567');
/** A day in the shop's zone, `2026-01-15`. */
export const Day = z.iso.date();
/** Whole yen. */
export const Yen = z.int().min(0).max(9_999_999_999);
/** Printable ASCII, so that a scanner can type it. */
export const Code = (max: number) =>
  z
    .string()
    .max(max)
    .regex(
      /^[!-~]+$/,
      'must be letters, digits and signs of ASCII without spaces, so that it can be scanned',
    );

/** This parcel of so many of its order. */
export const ParcelOf = z
  .strictObject({ number: z.int().min(1), of: z.int().min(1) })
  .refine(({ number, of }) => number <= of, { path: ['number'], message: 'must not be above `of`' });

export const Shop = z.strictObject({
  name: Words(NAME_MAX),
  postcode: Postcode.optional(),
  address: Words(ADDRESS_MAX),
  phone: Words(20).optional(),
  email: Words(120).optional(),
});
export type Shop = z.infer<typeof Shop>;

/** Whoever sends a parcel; a small shop may never have told its address. */
export const Sender = Shop.extend({ address: Words(ADDRESS_MAX).optional() });
export type Sender = z.infer<typeof Sender>;

/** Who gets the parcel or the paper. */
export const Recipient = z.strictObject({
  name: Words(NAME_MAX),
  company: Words(NAME_MAX).optional(),
  postcode: Postcode,
  /** Prefecture to block number. */
  address: Words(ADDRESS_MAX),
  building: Words(ADDRESS_MAX).optional(),
  phone: Words(20).optional(),
});
export type Recipient = z.infer<typeof Recipient>;

/** Whom a bill names. */
export const Payer = z.strictObject({
  name: Words(NAME_MAX),
  /** 御中 after a company, 様 after a person. */
  honorific: z.enum(['様', '御中']),
  postcode: Postcode.optional(),
  address: Words(ADDRESS_MAX).optional(),
});
export type Payer = z.infer<typeof Payer>;

/** T and 13 digits (適格請求書発行事業者登録番号). */
export const RegistrationNumber = z
  .string()
  .regex(/^T\d{13}$/, 'must be T and 13 digits: leave it out where the shop is not registered');

/** The shop of the examples. */
export const exampleShop: Shop = {
  name: 'おくる商店',
  postcode: '150-0001',
  address: '東京都渋谷区神宮前1-2-3 第二髙橋ビル4F',
  phone: '03-0000-0000',
  email: 'shop@example.com',
};
export const EXAMPLE_REGISTRATION = 'T1234567890123';

export const exampleRecipient: Recipient = {
  name: '髙﨑 𠮷子',
  company: '㈱渡邉製作所',
  postcode: '060-0001',
  address: '北海道札幌市中央区北一条西2-3-4',
  building: '時計台前ハイツ①号館 1204号室',
  phone: '011-000-0000',
};

export const examplePayer: Payer = {
  name: '㈱渡邉製作所',
  honorific: '御中',
  postcode: '060-0001',
  address: '北海道札幌市中央区北一条西2-3-4',
};
