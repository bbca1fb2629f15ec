/** Units of one lot that are to be taken, or lie there. */
export interface KnownLot {
  readonly lot: string;
  /** The last day on which they may be used: `2026-12-31`. */
  readonly expiresOn: string;
}

/** What a GS1 code says of the unit in the hand; a code that says nothing of it is none. */
export interface ScannedLot {
  readonly lot?: string | undefined;
  readonly usableUntil?: string | undefined;
}

export interface LotRules {
  /** The shop's day. */
  readonly today: string;
  /** Whatever may not be used on this day any more is not given to a buyer. */
  readonly usableUntilMin: string;
}

/** What is known where the unit is taken. */
export interface LotsHere {
  /** Still to be taken here, the soonest to expire first. */
  readonly named: readonly KnownLot[];
  /** All lots that the books have of the item. */
  readonly known: readonly KnownLot[];
}

export type LotStop = 'lot-expired' | 'lot-expires-soon' | 'lot-unknown' | 'lot-later' | 'no-lot';

export type LotVerdict =
  /** `instead`: the named lot in whose place it is taken, a good one, but not the one that was named. */
  | {
      readonly kind: 'taken';
      readonly lot: KnownLot;
      readonly instead: string | null;
      readonly isScanned: boolean;
    }
  | { readonly kind: 'stopped'; readonly reason: LotStop; readonly scanned: KnownLot | null };

/**
 * Whether the unit in the hand may be taken. Without a lot in the code the picker's word counts: it is the named one. Another
 * lot that expires no later does no harm. One that expires later leaves the older units to grow old: it is stopped, unless the
 * named one was looked for in vain. What has expired, or soon will, is never taken.
 */
export const judgeLot = (
  scanned: ScannedLot,
  { named, known }: LotsHere,
  rules: LotRules,
  isNamedNotFound: boolean,
): LotVerdict => {
  const [first] = named;
  const lot = lotOf(scanned, [...named, ...known]);
  if (lot === undefined)
    return first
      ? { kind: 'taken', lot: first, instead: null, isScanned: false }
      : { kind: 'stopped', reason: 'no-lot', scanned: null };
  if (lot === 'unknown') return { kind: 'stopped', reason: 'lot-unknown', scanned: null };
  const stop = (reason: LotStop): LotVerdict => ({ kind: 'stopped', reason, scanned: lot });
  if (lot.expiresOn < rules.today) return stop('lot-expired');
  if (lot.expiresOn < rules.usableUntilMin) return stop('lot-expires-soon');
  const isNamed = named.some((one) => one.lot === lot.lot);
  if (!isNamed && first && lot.expiresOn > first.expiresOn && !isNamedNotFound) return stop('lot-later');
  return { kind: 'taken', lot, instead: isNamed ? null : (first?.lot ?? null), isScanned: true };
};

/** The lot a code names, undefined where it names none. Two days for one lot: the earlier is the safe one. */
const lotOf = (
  { lot, usableUntil }: ScannedLot,
  lots: readonly KnownLot[],
): KnownLot | 'unknown' | undefined => {
  if (lot === undefined) {
    if (usableUntil === undefined) return undefined;
    // A day alone tells the lot where only one expires then; what it says of age counts all the same.
    return lots.find(({ expiresOn }) => expiresOn === usableUntil) ?? 'unknown';
  }
  const before = lots.find((one) => one.lot === lot);
  const days = [before?.expiresOn, usableUntil].filter((day) => day !== undefined).sort();
  return days[0] === undefined ? 'unknown' : { lot, expiresOn: days[0] };
};
