import { judgeLot, type KnownLot, type LotRules, type ScannedLot } from '@okuru/scan-engine';
import { byExpiry } from '../lots/first-expired.js';
import { blocked, type Block } from '../parcel/gate.js';
import type { PickBatch, PickMove, SlotFill } from './pick-batch.js';

/** What a walk is to take of a lot. */
export interface PickLot extends KnownLot {
  readonly sku: string;
  readonly promised: number;
  readonly picked: number;
}

/** A lot as inventory last stated it. */
export interface LotOnHand extends KnownLot {
  readonly onHand: number;
}

/** Units of a lot that went into a tote. */
export interface LotFill extends KnownLot {
  readonly slot: number;
  readonly by: number;
  /** The named lot in whose place it was taken. */
  readonly instead?: string;
  /** Whether it was this lot that the walk was promised. */
  readonly isPromised: boolean;
  /** By its GS1 code; else the picker's word. */
  readonly isScanned: boolean;
}

/** What is known of the lot in the hand. */
export interface PickedLot {
  readonly scanned: ScannedLot;
  readonly rules: LotRules;
  /** Whoever picks looked for the named lot in vain. */
  readonly isNamedNotFound: boolean;
}

/** The lots of a stop as the picker is told of them. */
export interface StopLots {
  /** Still to be taken, the soonest to expire first. */
  readonly toTake: readonly (KnownLot & { readonly units: number })[];
  /** Lie there as well and are not to be taken. */
  readonly others: readonly (LotOnHand & { readonly why?: 'expired' | 'expires-soon' })[];
}

const leftOf = ({ promised, picked }: PickLot): number => promised - picked;

/** Still to be taken of an item, the soonest to expire first. */
const namedLots = ({ lots }: Pick<PickBatch, 'lots'>, sku: string): PickLot[] =>
  lots.filter((one) => one.sku === sku && leftOf(one) > 0).sort(byExpiry);

/** Which lots the units are from, or why they may not be taken. */
export const takeLots = (
  batch: PickBatch,
  sku: string,
  fills: readonly SlotFill[],
  ofLot: PickedLot | undefined,
): { readonly taken: readonly LotFill[] } | Block | { readonly kind: 'refused'; readonly code: 'no-lot' } => {
  if (!ofLot) throw new Error(`The lot of ${sku} was not asked for`);
  const known = batch.goods.get(sku)?.lots ?? [];
  const taken: LotFill[] = [];
  let lots = batch.lots;
  for (const { slot, by } of fills) {
    let left = by;
    // bound: each round takes a unit at least, of those that somebody picked
    while (left > 0) {
      const named = namedLots({ lots }, sku);
      const verdict = judgeLot(ofLot.scanned, { named, known }, ofLot.rules, ofLot.isNamedNotFound);
      if (verdict.kind === 'stopped') {
        if (verdict.reason === 'no-lot') return { kind: 'refused', code: 'no-lot' };
        const first = named[0] ? { lot: named[0].lot, expiresOn: named[0].expiresOn } : null;
        return { ...blocked(verdict.reason, sku), lots: { named: first, scanned: verdict.scanned } };
      }
      const {
        lot: { lot, expiresOn },
        instead,
        isScanned,
      } = verdict;
      const promise = named.find((one) => one.lot === (instead ?? lot));
      const units = promise ? Math.min(left, leftOf(promise)) : left;
      const isPromised = instead === null && promise !== undefined;
      const fill = {
        slot,
        lot,
        expiresOn,
        by: units,
        isPromised,
        isScanned,
        ...(instead !== null && { instead }),
      };
      taken.push(fill);
      lots = lotsWith(lots, sku, [fill], 1);
      left -= units;
    }
  }
  return { taken };
};

/** The promises after a step, or after it was taken back. */
export const lotsAfter = (lots: readonly PickLot[], move: PickMove, sign: 1 | -1): readonly PickLot[] =>
  move.lots ? lotsWith(lots, move.sku, move.lots, sign) : lots;

/** By how much the promise of a lot changes, and what was taken of it. `expiresOn`: null where the lot is known already. */
export interface LotChange {
  readonly lot: string;
  readonly expiresOn: string | null;
  readonly promised: number;
  readonly picked: number;
}

/** A lot that was taken in another one's place takes over so much of its promise. */
export const changesOf = (fills: readonly LotFill[], sign: 1 | -1): LotChange[] =>
  fills.flatMap(({ lot, expiresOn, by, instead, isPromised }) => [
    { lot, expiresOn, promised: isPromised ? 0 : sign * by, picked: sign * by },
    ...(instead === undefined ? [] : [{ lot: instead, expiresOn: null, promised: -sign * by, picked: 0 }]),
  ]);

const lotsWith = (
  lots: readonly PickLot[],
  sku: string,
  fills: readonly LotFill[],
  sign: 1 | -1,
): readonly PickLot[] => {
  const after = [...lots];
  for (const { lot, expiresOn, promised, picked } of changesOf(fills, sign)) {
    const at = after.findIndex((one) => one.sku === sku && one.lot === lot);
    const before = after[at] ?? { sku, lot, expiresOn: expiresOn ?? '', promised: 0, picked: 0 };
    const changed = { ...before, promised: before.promised + promised, picked: before.picked + picked };
    if (at === -1) after.push(changed);
    else after[at] = changed;
  }
  return after;
};

/** `left`: units that totes still wait for; a parcel that was cancelled leaves a promise that nobody takes. */
export const stopLots = (
  batch: PickBatch,
  sku: string,
  left: number,
  onHand: readonly LotOnHand[],
  { today, usableUntilMin }: LotRules,
): StopLots => {
  let wanted = left;
  const toTake = namedLots(batch, sku).flatMap((one) => {
    const units = Math.min(wanted, leftOf(one));
    wanted -= units;
    return units > 0 ? [{ lot: one.lot, expiresOn: one.expiresOn, units }] : [];
  });
  return {
    toTake,
    others: onHand
      .filter(({ lot }) => !toTake.some((one) => one.lot === lot))
      .map((one) =>
        one.expiresOn >= usableUntilMin
          ? one
          : { ...one, why: one.expiresOn < today ? 'expired' : 'expires-soon' },
      ),
  };
};
