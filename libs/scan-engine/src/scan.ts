/** What one scan says. */
export type Scan = CommandScan | PlaceScan | ItemScan | CaseScan | WaybillScan | TextScan;

/** A line of the command sheet. */
export interface CommandScan {
  readonly kind: 'command';
  readonly command: Command;
  /** With `CARTON`: which one. */
  readonly carton?: string;
}

export const COMMANDS = [
  'NEXT',
  'UNDO',
  'ACK',
  'SHORT',
  'DAMAGE',
  'BOX',
  'CARTON',
  'PRINT',
  'HOLD',
  'HELP',
  'LOGOUT',
] as const;
export type Command = (typeof COMMANDS)[number];

/** A code of Okuru's own, by its prefix. */
export interface PlaceScan {
  readonly kind: 'order' | 'shelf' | 'parcel' | 'badge';
  readonly code: string;
}

/** One unit of an item. */
export interface ItemScan {
  readonly kind: 'item';
  /** 14 digits, leading zeros included, whatever symbol it was read from. */
  readonly gtin: string;
  /** As it stands below the bars, and in the catalogue. */
  readonly barcode: string;
  readonly lot?: string;
  readonly serial?: string;
  /** `2027-03-31`; the last day of the month where the label names no day. */
  readonly usableUntil?: string;
}

/** An outer carton of one item: how many are in it the catalogue knows. */
export interface CaseScan {
  readonly kind: 'case';
  readonly gtin: string;
  /** JAN of the unit inside, as Japan's rule for ITF codes makes it: without the indicator, with a check digit of its own. */
  readonly unitBarcode: string;
  readonly lot?: string;
  readonly usableUntil?: string;
}

export interface WaybillScan {
  readonly kind: 'waybill';
  readonly number: string;
  /** Who may have given out such a number; 12 digits do not tell the three apart. */
  readonly carriers: readonly ('yamato' | 'sagawa' | 'japan-post')[];
}

/** Something else, such as the shop's own code for an item: the server knows it or stops. */
export interface TextScan {
  readonly kind: 'text';
  readonly text: string;
}

/** No scan: why, for whoever holds the scanner. */
export interface RefusedScan {
  readonly kind: 'refused';
  readonly reason: RefusedReason;
  readonly words: { readonly ja: string; readonly en: string };
}

const WORDS = {
  empty: ['何も読み取れませんでした。', 'Nothing was read.'],
  'too-long': [
    'コードが長すぎます。二つ続けて読んだ可能性があります。',
    'The code is too long: two may have run together.',
  ],
  'unknown-command': ['この操作コードはありません。', 'There is no such command.'],
  'code-missing': [
    'コードが途中で切れています。もう一度読んでください。',
    'The code is cut short: scan again.',
  ],
  'wrong-check-digit': [
    'チェックデジットが合いません。もう一度読んでください。',
    'The check digit does not fit: scan again.',
  ],
  'typed-under-input-method': [
    '日本語入力がオンのため読み取れません。入力を半角英数にして、もう一度読んでください。',
    'The input method changed the code: switch it off and scan again.',
  ],
  'not-a-unit': [
    '計量商品のケースコードです。商品のバーコードを読んでください。',
    "A case of varying weight: scan the item's own barcode.",
  ],
  'gs1-damaged': ['GS1コードの内容が読み取れません。', 'The parts of the GS1 code do not fit together.'],
  'gs1-unknown-part': [
    'GS1コードに未対応の項目があります。',
    'The GS1 code has a part that is not read here.',
  ],
  'gs1-without-item': ['GS1コードに商品コード(01)がありません。', 'The GS1 code names no item (01).'],
  'gs1-date': ['GS1コードの日付が正しくありません。', 'The GS1 code has a date that does not exist.'],
  'one-of-two': [
    '商品コードにも送り状番号にも読めます。画面の指示に従ってもう一度読んでください。',
    'It may be an item or a waybill: scan it where the screen asks for one of them.',
  ],
} as const;

export type RefusedReason = keyof typeof WORDS;

export const refuse = (reason: RefusedReason): RefusedScan => {
  const [ja, en] = WORDS[reason];
  return { kind: 'refused', reason, words: { ja, en } };
};
