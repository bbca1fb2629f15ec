import { blocked, refused, type Block, type Refused } from '../parcel/gate.js';
import {
  lotsAfter,
  takeLots,
  type LotFill,
  type LotOnHand,
  type PickedLot,
  type PickLot,
} from './pick-lots.js';
import type { ParcelStatus } from '../parcel/parcel.js';
import type { OrderedSet } from '../shipment/ordered-sets.js';

/** Parcels that one person picks on one walk, each into a numbered tote of the cart. */
export interface PickBatch {
  readonly batchId: string;
  readonly status: 'open' | 'finished';
  readonly slots: readonly PickSlot[];
  readonly units: readonly PickUnits[];
  readonly goods: ReadonlyMap<string, PickGoods>;
  /** What is to be taken of each lot; empty where no goods are kept by lot. */
  readonly lots: readonly PickLot[];
  /** What was done and not taken back, the newest last; of very many the newest. */
  readonly moves: readonly PickMove[];
  readonly nextSeq: number;
}

/** A tote and the parcel whose goods it gets. */
export interface PickSlot {
  readonly slot: number;
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly parcelStatus: ParcelStatus;
  /** Who carries it; null: no package was found for it. */
  readonly service: { readonly carrier: string; readonly service: string } | null;
  readonly trackingNumber: string | null;
  /** Of its order; null: none was ordered. */
  readonly sets?: readonly OrderedSet[] | null;
}

/** Units of one item for one tote. */
export interface PickUnits {
  readonly slot: number;
  readonly sku: string;
  readonly quantity: number;
  readonly picked: number;
  /** Looked for and not found. */
  readonly short: number;
}

export interface PickGoods {
  readonly sku: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly countable: boolean;
  readonly shelf: string | null;
  readonly lookAlikes: readonly { readonly sku: string; readonly name: string }[];
  /** All lots there are; undefined: it is not kept by lot. */
  readonly lots?: readonly LotOnHand[] | undefined;
}

/** Units of the move's item that went into a tote, or that it will lack. */
export interface SlotFill {
  readonly slot: number;
  readonly by: number;
}

export interface PickMove {
  readonly seq: number;
  /** Under which it was asked for. */
  readonly opId: string;
  readonly kind: 'picked' | 'short';
  readonly sku: string;
  readonly fills: readonly SlotFill[];
  /** Of goods that are kept by lot: which lots went into which tote. */
  readonly lots?: readonly LotFill[] | undefined;
}

export type PickCommand =
  /**
   * `sku`: the stop where the picker stands, `slot`: the tote the device named; null = whichever needs it.
   * `knownSku`: what the catalogue says of a barcode that may not belong here; null = nobody knows it.
   */
  | {
      readonly type: 'pick';
      readonly opId: string;
      readonly barcode: string;
      readonly count: number;
      readonly sku: string | null;
      readonly slot: number | null;
      readonly knownSku: string | null;
      /** Of goods that are kept by lot: what the code says of it, and what may be given today. */
      readonly ofLot?: PickedLot | undefined;
    }
  | { readonly type: 'look-at-shelf'; readonly shelf: string; readonly sku: string | null }
  /** `count`: null = all that are left. */
  | {
      readonly type: 'report-short';
      readonly opId: string;
      readonly sku: string;
      readonly count: number | null;
      readonly slot: number | null;
    }
  /** `of`: the step that the device means; null = whichever was the last. */
  | { readonly type: 'undo'; readonly of: string | null }
  | { readonly type: 'finish' };

export type PickEvent =
  | { readonly type: 'moved'; readonly move: PickMove }
  | { readonly type: 'taken-back'; readonly move: PickMove }
  /** `released`: totes that got nothing; their parcels wait for the next walk. */
  | { readonly type: 'finished'; readonly released: readonly number[] };

export type PickRejection = Block | PickRefused;
export type PickRefusalCode =
  | 'batch-finished'
  | 'no-such-slot'
  | 'not-in-this-batch'
  | 'wrong-shelf'
  | 'nothing-left-to-pick'
  | 'more-than-is-left'
  | 'no-lot'
  | 'nothing-to-undo'
  | 'not-the-last-step';
export type PickRefused =
  Refused<'count-not-allowed'> | { readonly kind: 'refused'; readonly code: PickRefusalCode };

export const isPickRejection = (answer: readonly PickEvent[] | PickRejection): answer is PickRejection =>
  !Array.isArray(answer);

/** A cancelled parcel wants nothing more, and neither does one that was packed without the walk. */
export const isWanted = ({ parcelStatus }: PickSlot): boolean =>
  parcelStatus === 'planned' || parcelStatus === 'packing';

export const leftOf = ({ quantity, picked, short }: PickUnits): number => quantity - picked - short;

/** Units that a tote still waits for, of one item or of all, lowest slot first. */
export const openUnits = (batch: PickBatch, sku?: string): PickUnits[] => {
  const wanted = new Set(batch.slots.filter(isWanted).map(({ slot }) => slot));
  return batch.units
    .filter(
      (units) => (sku === undefined || units.sku === sku) && wanted.has(units.slot) && leftOf(units) > 0,
    )
    .sort((one, other) => one.slot - other.slot);
};

/** What happens to the batch, or why it may not. */
export const decidePick = (batch: PickBatch, command: PickCommand): readonly PickEvent[] | PickRejection => {
  if (command.type === 'finish') return batch.status === 'finished' ? [] : [finished(batch)];
  if (batch.status === 'finished') return no('batch-finished');
  switch (command.type) {
    case 'pick':
      return pick(batch, command);
    case 'look-at-shelf':
      return lookAtShelf(batch, command);
    case 'report-short':
      return reportShort(batch, command);
    case 'undo':
      return undo(batch, command.of);
  }
};

type CommandOf<T extends PickCommand['type']> = Extract<PickCommand, { type: T }>;
type Answer = readonly PickEvent[] | PickRejection;

const no = (code: PickRefusalCode): PickRefused => ({ kind: 'refused', code });

const pick = (batch: PickBatch, command: CommandOf<'pick'>): Answer => {
  const skus = skusBearing(batch, command.barcode);
  if (command.slot !== null) {
    const slot = batch.slots.find(({ slot: number }) => number === command.slot);
    if (!slot) return no('no-such-slot');
    if (slot.parcelStatus === 'voided') return blocked('parcel-voided', skus[0] ?? command.knownSku);
  }
  const sku = wantedHere(batch, skus, command.sku);
  if (sku === undefined) return wrongItem(batch, skus[0], command.knownSku);
  if (command.count > 1 && !batch.goods.get(sku)?.countable) return refused('count-not-allowed');
  const open = openUnits(batch, sku).filter(({ slot }) => command.slot === null || slot === command.slot);
  const fills = spread(open, command.count);
  if (!fills) return blocked('already-complete', sku);
  if (!batch.goods.get(sku)?.lots) return moved(batch, command.opId, 'picked', sku, fills);
  const lots = takeLots(batch, sku, fills, command.ofLot);
  return 'kind' in lots ? lots : moved(batch, command.opId, 'picked', sku, fills, lots.taken);
};

/** The stop's own item where a stop is named, else the first that still waits for a unit. */
const wantedHere = (batch: PickBatch, skus: readonly string[], stop: string | null): string | undefined => {
  if (stop !== null) return skus.find((sku) => sku === stop);
  return skus.find((sku) => openUnits(batch, sku).length > 0) ?? skus[0];
};

const wrongItem = (batch: PickBatch, other: string | undefined, knownSku: string | null): Block => {
  if (other === undefined)
    return blocked(knownSku === null ? 'unknown-barcode' : 'not-in-this-parcel', knownSku);
  return blocked(openUnits(batch, other).length > 0 ? 'not-in-this-parcel' : 'already-complete', other);
};

export const skusBearing = ({ goods }: PickBatch, barcode: string): string[] =>
  [...goods.values()]
    .filter((one) => one.sku === barcode || one.barcodes.includes(barcode))
    .map(({ sku }) => sku);

/** Who stands at the wrong shelf has nothing in the hand yet: nothing is recorded either way. */
const lookAtShelf = (batch: PickBatch, { shelf, sku }: CommandOf<'look-at-shelf'>): Answer => {
  const goods = sku === null ? [...batch.goods.values()] : [batch.goods.get(sku)];
  return goods.some((one) => one?.shelf?.toUpperCase() === shelf.toUpperCase()) ? [] : no('wrong-shelf');
};

/** The totes that would have been filled last go without. */
const reportShort = (batch: PickBatch, { opId, sku, count, slot }: CommandOf<'report-short'>): Answer => {
  if (!batch.goods.has(sku)) return no('not-in-this-batch');
  const open = openUnits(batch, sku).filter((units) => slot === null || units.slot === slot);
  const left = sumOf(open, leftOf);
  if (left === 0) return no('nothing-left-to-pick');
  const fills = spread(open.reverse(), count ?? left);
  return fills ? moved(batch, opId, 'short', sku, fills) : no('more-than-is-left');
};

/** A step that the server never took must not take back the one before it. */
const undo = (batch: PickBatch, of: string | null): Answer => {
  const move = batch.moves.at(-1);
  if (!move) return no('nothing-to-undo');
  return of === null || of === move.opId ? [{ type: 'taken-back', move }] : no('not-the-last-step');
};

/** All of the count or nothing. */
const spread = (units: readonly PickUnits[], count: number): SlotFill[] | undefined => {
  const fills: SlotFill[] = [];
  let left = count;
  for (const one of units) {
    const by = Math.min(left, leftOf(one));
    if (by > 0) fills.push({ slot: one.slot, by });
    left -= by;
  }
  return left === 0 ? fills : undefined;
};

/** The walk ends by itself with the last unit that is found or given up. */
const moved = (
  batch: PickBatch,
  opId: string,
  kind: PickMove['kind'],
  sku: string,
  fills: readonly SlotFill[],
  lots?: readonly LotFill[],
): readonly PickEvent[] => {
  const move = { seq: batch.nextSeq, opId, kind, sku, fills, ...(lots && { lots }) };
  const event: PickEvent = { type: 'moved', move };
  const after = evolvePick(batch, event);
  return openUnits(after).length === 0 ? [event, finished(after)] : [event];
};

const finished = (batch: PickBatch): PickEvent => ({
  type: 'finished',
  released: batch.slots
    .filter(
      (one) => isWanted(one) && !batch.units.some((units) => units.slot === one.slot && isTouched(units)),
    )
    .map(({ slot }) => slot),
});

const isTouched = ({ picked, short }: PickUnits): boolean => picked + short > 0;

/** The batch after the fact. */
export const evolvePick = (batch: PickBatch, event: PickEvent): PickBatch => {
  switch (event.type) {
    case 'moved':
      return {
        ...batch,
        units: filled(batch.units, event.move, 1),
        lots: lotsAfter(batch.lots, event.move, 1),
        moves: [...batch.moves, event.move],
        nextSeq: event.move.seq + 1,
      };
    case 'taken-back':
      return {
        ...batch,
        units: filled(batch.units, event.move, -1),
        lots: lotsAfter(batch.lots, event.move, -1),
        moves: batch.moves.filter(({ seq }) => seq !== event.move.seq),
      };
    case 'finished':
      return { ...batch, status: 'finished' };
  }
};

const filled = (units: readonly PickUnits[], { kind, sku, fills }: PickMove, sign: 1 | -1): PickUnits[] =>
  units.map((one) => {
    const by = sign * (fills.find(({ slot }) => one.sku === sku && slot === one.slot)?.by ?? 0);
    return kind === 'picked' ? { ...one, picked: one.picked + by } : { ...one, short: one.short + by };
  });

export const sumOf = <T>(all: readonly T[], by: (one: T) => number): number =>
  all.reduce((sum, one) => sum + by(one), 0);
