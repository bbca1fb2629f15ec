import type { KnownLot, LotStop } from '@okuru/scan-engine';
import type { Batch, Move, Slot, Stop, StopSlot } from './batch.js';
import { type LotFill, type ScannedUnit, takeLots, withAgain, without } from './lots.js';
import type { NamedItem } from '../queue/operation.js';

export interface Taken {
  readonly kind: 'taken';
  readonly batch: Batch;
  readonly slot: number;
  readonly isStopComplete: boolean;
  /** A good lot, but not the one that was named. */
  readonly another?: KnownLot;
}
export interface Blocked {
  readonly kind: 'blocked';
  readonly reason: 'not-at-this-stop' | 'already-complete' | Exclude<LotStop, 'no-lot'>;
  readonly scanned: NamedItem | null;
  readonly expected: NamedItem | null;
}
export type Verdict = Taken | Blocked | { readonly kind: 'count-not-allowed' } | { readonly kind: 'no-lot' };

/** Units that a tote still waits for. */
export const leftIn = ({ quantity, picked, short }: StopSlot): number => quantity - picked - short;

const isWanted = ({ state }: Slot): boolean => state !== 'cancelled' && state !== 'packed-elsewhere';

/** The totes of a stop that wait for something, the lowest first. */
export const openAt = ({ slots }: Batch, stop: Stop): StopSlot[] => {
  const wanted = new Set(slots.filter(isWanted).map(({ slot }) => slot));
  return stop.slots.filter((one) => wanted.has(one.slot) && leftIn(one) > 0);
};

export const leftAt = (batch: Batch, stop: Stop): number => sumOf(openAt(batch, stop), leftIn);

/** Where the picker goes next. */
export const currentStop = (batch: Batch): Stop | undefined =>
  batch.stops.find((stop) => openAt(batch, stop).length > 0);

/**
 * Whether what was scanned is what the current stop asks for, and into which tote it goes; undefined where no stop is left.
 * By the rules of the server, so that the number is there without a network; the server judges every pick again.
 */
export const judgePick = (
  batch: Batch,
  {
    opId,
    barcode,
    count,
    unit = {},
  }: { readonly opId: string; readonly barcode: string; readonly count: number; readonly unit?: ScannedUnit },
): Verdict | undefined => {
  const stop = currentStop(batch);
  if (!stop) return undefined;
  const expected = itemOf(stop);
  if (!bears(stop, barcode)) {
    const other = batch.stops.find((one) => bears(one, barcode));
    const isDone = other !== undefined && openAt(batch, other).length === 0;
    const reason = isDone ? 'already-complete' : 'not-at-this-stop';
    return { kind: 'blocked', reason, scanned: other ? itemOf(other) : null, expected };
  }
  if (count > 1 && !stop.countable) return { kind: 'count-not-allowed' };
  const [first] = openAt(batch, stop);
  if (!first || count > leftIn(first))
    return { kind: 'blocked', reason: 'already-complete', scanned: expected, expected };
  const lots = stop.lots && batch.lotRules && takeLots(stop.lots, count, unit, batch.lotRules);
  if (lots && 'reason' in lots) {
    const { reason, scanned, named } = lots;
    return reason === 'no-lot'
      ? { kind: 'no-lot' }
      : { kind: 'blocked', reason, scanned: lotNamed(scanned), expected: lotNamed(named) };
  }
  const after = moved(batch, {
    opId,
    kind: 'picked',
    sku: stop.sku,
    fills: [{ slot: first.slot, by: count }],
    ...(lots && { lots: lots.fills }),
  });
  const another = lots?.fills.find(({ instead }) => instead !== undefined);
  return {
    kind: 'taken',
    batch: after,
    slot: first.slot,
    isStopComplete: currentStop(after)?.sku !== stop.sku,
    ...(another && { another }),
  };
};

/** All that is left of the stop was looked for in vain. */
export const giveUp = (batch: Batch, opId: string, stop: Stop): Batch =>
  moved(batch, {
    opId,
    kind: 'short',
    sku: stop.sku,
    fills: openAt(batch, stop)
      .map((one) => ({ slot: one.slot, by: leftIn(one) }))
      .reverse(),
  });

/** Undefined: there is nothing to take back. */
export const takeBack = (batch: Batch): { readonly batch: Batch; readonly move: Move } | undefined => {
  const move = batch.moves.at(-1);
  if (!move) return undefined;
  const after = recounted({
    ...batch,
    moves: batch.moves.slice(0, -1),
    stops: filled(batch.stops, move, -1),
  });
  return { batch: after, move };
};

/** The batch with what the server has just told: the goods of these totes go back. */
export const withCancelled = (batch: Batch, cancelled: readonly number[]): Batch =>
  recounted({
    ...batch,
    slots: batch.slots.map((slot) =>
      cancelled.includes(slot.slot) ? { ...slot, state: 'cancelled' } : slot,
    ),
  });

const moved = (batch: Batch, move: Move): Batch => {
  const after = recounted({
    ...batch,
    moves: [...batch.moves, move],
    stops: filled(batch.stops, move, 1),
  });
  return after.left === 0 ? { ...after, status: 'finished' } : after;
};

const filled = (stops: readonly Stop[], { kind, sku, fills, lots: taken = [] }: Move, sign: 1 | -1): Stop[] =>
  stops.map((stop) => {
    if (stop.sku !== sku) return stop;
    const slots = stop.slots.map((one) => {
      const by = sign * (fills.find(({ slot }) => slot === one.slot)?.by ?? 0);
      return kind === 'picked' ? { ...one, picked: one.picked + by } : { ...one, short: one.short + by };
    });
    const lots = stop.lots && lotsAfter(stop.lots, taken, sign);
    return { ...stop, slots, ...(lots && { lots }) };
  });

const lotsAfter = (lots: NonNullable<Stop['lots']>, taken: readonly LotFill[], sign: 1 | -1) =>
  sign === 1 ? without(lots, taken) : withAgain(lots, taken);

const recounted = (batch: Batch): Batch => ({
  ...batch,
  left: sumOf(batch.stops, (stop) => leftAt(batch, stop)),
  slots: batch.slots.map((slot) => {
    const own = batch.stops.flatMap(({ sku, name, slots }) =>
      slots.flatMap((one) => (one.slot === slot.slot ? [{ sku, name, ...one }] : [])),
    );
    const lacks = own.flatMap(({ sku, name, short }) => (short > 0 ? [{ sku, name, units: short }] : []));
    const isOpen = own.some((one) => leftIn(one) > 0);
    return {
      ...slot,
      picked: sumOf(own, ({ picked }) => picked),
      lacks,
      state: !isWanted(slot) ? slot.state : isOpen ? 'open' : lacks.length > 0 ? 'short' : 'complete',
    };
  }),
});

const bears = (stop: Stop, barcode: string): boolean =>
  stop.sku === barcode || stop.barcodes.includes(barcode);
const itemOf = ({ sku, name }: Stop): NamedItem => ({ sku, name });
/** As a stop shows what was read: the lot in the place of the code, its day beside it. */
const lotNamed = (lot: KnownLot | null): NamedItem | null =>
  lot && { sku: lot.lot, name: `${lot.lot} (${lot.expiresOn})` };
const sumOf = <T>(all: readonly T[], by: (one: T) => number): number =>
  all.reduce((sum, one) => sum + by(one), 0);
