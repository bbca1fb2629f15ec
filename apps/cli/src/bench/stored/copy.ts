import { createHash } from 'node:crypto';
import { trackingNumber } from '@okuru/carriers';
import { textOf, type Pieces } from './pieces.js';

/** The copies of one run. */
export interface Copies {
  /** How many there are of each template. */
  readonly times: number;
  /** Milliseconds since 1970: when the last of them was placed. */
  readonly until: number;
  /** Serials of waybills between a copy and the next. */
  readonly serials: number;
  /** What each entry of the histories is hashed with, in order; `begins` where an order's history does. */
  readonly histories: readonly { readonly begins: boolean; readonly entry: Pieces }[];
  /** A person's key under the master key again, for another id of the key, in hexadecimal. */
  readonly wrapAgain: (keyId: string, stored: string, newKeyId: string) => string;
}

/** Whatever is forgotten after 30 days is still kept of all of them. */
const SPREAD_DAYS = 27;
const DAY_MS = 86_400_000;
/** What the first entry of a history is chained to. */
export const NO_HASH = '0'.repeat(64);

/** One copy of all template orders: what its own words are instead of theirs. */
export class Copy {
  /** The first 48 bits of its ids, as the text of a uuid has them. */
  readonly idTime: string;
  /** The first 32 bits of what is told apart by chance. */
  readonly mark: string;
  /** As its references have it. */
  readonly number: string;
  private readonly daysAgo: number;
  private readonly days = new Map<string, string>();
  private hashed: readonly string[] | undefined;

  /** `n` from 1 to `times`, the oldest first. */
  constructor(
    readonly n: number,
    private readonly of: Copies,
  ) {
    const agoMs = ((of.times - n) / of.times) * SPREAD_DAYS * DAY_MS;
    const time = Math.floor(of.until - agoMs)
      .toString(16)
      .padStart(12, '0');
    this.idTime = `${time.slice(0, 8)}-${time.slice(8)}`;
    this.mark = n.toString(16).padStart(8, '0');
    this.number = String(n).padStart(7, '0');
    this.daysAgo = Math.ceil(agoMs / DAY_MS);
  }

  get hashes(): readonly string[] {
    this.hashed ??= hashesOf(this);
    return this.hashed;
  }

  get histories(): Copies['histories'] {
    return this.of.histories;
  }

  serialOf(serial: number): number {
    return serial + this.n * this.of.serials;
  }

  /** All but the check digit is a serial. */
  waybillOf(waybill: string): string {
    return trackingNumber(this.serialOf(Number(waybill.slice(0, -1))));
  }

  dayOf(day: string): string {
    const known = this.days.get(day);
    if (known !== undefined) return known;
    const own = new Date(Date.parse(day) - this.daysAgo * DAY_MS).toISOString().slice(0, day.length);
    this.days.set(day, own);
    return own;
  }

  keyAgain(keyId: string, stored: string): string {
    return this.of.wrapAgain(keyId, stored, this.mark + keyId.slice(this.mark.length));
  }
}

const hashesOf = (copy: Copy): string[] => {
  let before = NO_HASH;
  return copy.histories.map(({ begins, entry }) => {
    before = createHash('sha256')
      .update(begins ? NO_HASH : before)
      .update(textOf(entry, copy))
      .digest('hex');
    return before;
  });
};
