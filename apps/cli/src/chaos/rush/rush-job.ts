/** What the thread that rushes the shop is started with. */
export interface RushJob {
  /** Of the order service itself, past the proxy, which would be the narrower door. */
  readonly url: string;
  readonly key: string;
  /** An order the shop takes; each posted one gets a reference, a line and a buyer of its own. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly goods: readonly { readonly sku: string; readonly valueYen: number }[];
  readonly prefix: string;
}

/** What the thread is told. */
export type RushOrder =
  /** So many callers, each asking again as soon as it is answered. */
  | { readonly kind: 'ramp'; readonly callers: number; readonly ms: number }
  /** So many orders a second whatever is answered, until told to end. */
  | { readonly kind: 'rush'; readonly perSecond: number }
  /** So many more of the orders it is about to post are in the ledger, on the disk. */
  | { readonly kind: 'noted'; readonly count: number }
  | { readonly kind: 'end' };

/** One posted order. */
export interface RushAnswer {
  readonly reference: string;
  readonly quantity: number;
  /** When it was due: waiting for a connection counts. */
  readonly dueAt: number;
  readonly tookMs: number;
  /** Of that, how late it was given to a connection: because of the ledger, or of a thread that was busy. */
  readonly lateMs: number;
  /** 0: the connection broke or no answer came in time. */
  readonly status: number;
  readonly saysWhenToComeAgain: boolean;
  readonly orderId?: string;
}

/** What the thread says: what it is about to post, answers as they come, and that none is under way any more. */
export type RushWord =
  | { readonly kind: 'about'; readonly references: readonly string[] }
  | { readonly kind: 'answers'; readonly answers: readonly RushAnswer[] }
  | { readonly kind: 'quiet' };
