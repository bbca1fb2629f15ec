/** What was done at the table and is to be told to the server; sent again and again under one id until it is answered. */
export interface Operation {
  /** Its place in the order in which this device sends. */
  readonly seq: number;
  readonly opId: string;
  readonly deviceId: string;
  /** Whose work it is: the server keeps it under the person who is signed in while it is sent. */
  readonly staffId: string;
  readonly at: string;
  /** Whom it is about: a parcel or a pick batch. */
  readonly parcelId?: string;
  readonly batchId?: string;
  /** POST unless told. */
  readonly method?: 'PUT';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Sent instead of the body, as it is. */
  readonly file?: Blob;
  /** As it was read, before anybody made sense of it. */
  readonly raw: string;
  readonly by: 'scanner' | 'manual';
  /** What the screen said at once; the server must say the same. */
  readonly expects: 'taken' | 'blocked';
  readonly state: 'waiting' | 'refused';
  /** Why the server refused it: a code that the page has words for, and the server's own words. */
  readonly code?: string;
  readonly because?: string;
}

export type NewOperation = Omit<Operation, 'seq' | 'state'>;

export type Outcome =
  | { readonly kind: 'taken'; readonly answer?: unknown }
  | { readonly kind: 'refused'; readonly code: string; readonly because: string }
  | {
      readonly kind: 'blocked';
      readonly reason: string;
      readonly scanned: NamedItem | null;
      readonly expected: NamedItem | null;
      readonly because: string;
    };

export interface NamedItem {
  readonly sku: string;
  readonly name: string;
}

/** Whether the server said what the screen had said. */
export const agrees = ({ expects }: Pick<Operation, 'expects'>, { kind }: Outcome): boolean =>
  expects === kind;
