import { z } from 'zod';

/**
 * What order seals and others find when they open a seal. A field the reader does not know is left alone, so a new
 * optional one breaks nobody; no field may change its meaning.
 */

/** Inside `contact`: whom the letters go to. */
export const SealedContact = z.object({
  /** The ship-to name where the buyer gave none. */
  name: z.string().min(1).max(100),
  kana: z.string().min(1).max(100).optional(),
  email: z.string().min(3).max(254),
  phone: z.string().min(6).max(20).optional(),
  remarks: z.string().min(1).max(1_000).optional(),
});
export type SealedContact = z.infer<typeof SealedContact>;

/** Inside `gift` of a ship-to: what goes into the parcel with the goods. */
export const SealedGift = z.object({
  /** のし, as it is to be written. */
  noshi: z.string().min(1).max(40).optional(),
  message: z.string().min(1).max(500).optional(),
  hidePrices: z.boolean().optional(),
  /** When the sender is not the buyer. */
  senderName: z.string().min(1).max(100).optional(),
});

/** Inside `shipTo`: where the goods go, as it is written on a label. */
export const SealedShipTo = z.object({
  name: z.string().min(1).max(100),
  /** `100-0001`. */
  postalCode: z.string().length(8),
  /** The full name such as 東京都; its code is in `destination`. */
  prefecture: z.string().min(1).max(8),
  city: z.string().min(1).max(100),
  street: z.string().min(1).max(200),
  building: z.string().min(1).max(200).optional(),
  phone: z.string().min(6).max(20).optional(),
  gift: SealedGift.optional(),
});
export type SealedShipTo = z.infer<typeof SealedShipTo>;

/** The contents by the field that carries the seal, each with an example. */
export const sealedContents = {
  contact: {
    schema: SealedContact,
    example: {
      name: '髙﨑 花子',
      kana: 'タカサキ ハナコ',
      email: 'hanako@example.jp',
      phone: '03-1234-5678',
      remarks: '夕方にお願いします',
    } satisfies SealedContact,
  },
  shipTo: {
    schema: SealedShipTo,
    example: {
      name: '髙﨑 花子',
      postalCode: '100-0001',
      prefecture: '東京都',
      city: '千代田区',
      street: '千代田1-1',
      building: '①号館',
      phone: '03-1234-5678',
      gift: { noshi: '御祝', message: 'おめでとうございます', hidePrices: true, senderName: '髙﨑 太郎' },
    } satisfies SealedShipTo,
  },
} as const;
