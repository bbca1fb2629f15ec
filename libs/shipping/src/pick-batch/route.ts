import type { LineSet } from '@okuru/contracts';
import type { LotRules } from '@okuru/scan-engine';
import { setsOfItem } from '../shipment/ordered-sets.js';
import { stopLots, type StopLots } from './pick-lots.js';
import {
  isWanted,
  leftOf,
  openUnits,
  sumOf,
  type PickBatch,
  type PickGoods,
  type PickMove,
  type PickSlot,
  type PickUnits,
} from './pick-batch.js';

/** One item at its shelf, with what each tote gets of it. */
export interface PickStop extends Omit<PickGoods, 'lots'> {
  /** Of goods that are kept by lot. */
  readonly lots?: StopLots;
  readonly quantity: number;
  readonly picked: number;
  readonly short: number;
  readonly slots: readonly StopSlot[];
}

/** Units of the stop's item for one tote. */
interface StopSlot extends Omit<PickUnits, 'sku'> {
  /** The sets of its order that the item is a part of; absent where there is none. */
  readonly sets?: readonly LineSet['names'][];
}

export type SlotState = 'open' | 'complete' | 'short' | 'cancelled' | 'packed-elsewhere';

export interface ShownSlot extends Omit<PickSlot, 'parcelStatus' | 'sets'> {
  /** `cancelled`: what is in the tote goes back to its shelf. */
  readonly state: SlotState;
  readonly units: number;
  readonly picked: number;
  readonly lacks: readonly { readonly sku: string; readonly name: string; readonly units: number }[];
}

/** A batch as the person on the walk sees it. */
export interface ShownBatch {
  readonly batchId: string;
  readonly status: PickBatch['status'];
  /** Units still to be picked. */
  readonly left: number;
  readonly slots: readonly ShownSlot[];
  readonly stops: readonly PickStop[];
  readonly moves: readonly PickMove[];
  /** Only where goods are kept by lot: what may be given today. */
  readonly lotRules?: LotRules;
}

export const shownBatch = (batch: PickBatch, rules?: LotRules): ShownBatch => ({
  batchId: batch.batchId,
  status: batch.status,
  left: sumOf(openUnits(batch), leftOf),
  slots: batch.slots.map((slot) => shownSlot(batch, slot)),
  stops: routeOf(batch, rules),
  moves: batch.moves,
  ...(rules && { lotRules: rules }),
});

/** The stops in the order of the walk: by shelf, `A-2` before `A-10`; what has no shelf comes last. */
export const routeOf = (batch: PickBatch, rules?: LotRules): PickStop[] =>
  [...batch.goods.values()].sort(byShelf).map(({ lots, ...one }) => {
    const { slots } = batch;
    const own = batch.units.filter(({ sku }) => sku === one.sku);
    return {
      ...one,
      ...(lots &&
        rules && { lots: stopLots(batch, one.sku, sumOf(openUnits(batch, one.sku), leftOf), lots, rules) }),
      quantity: sumOf(own, ({ quantity }) => quantity),
      picked: sumOf(own, ({ picked }) => picked),
      short: sumOf(own, ({ short }) => short),
      slots: own
        .map(({ slot, quantity, picked, short }) => ({
          ...{ slot, quantity, picked, short },
          ...setNames(slots.find((one) => one.slot === slot)?.sets, one.sku),
        }))
        .sort((first, second) => first.slot - second.slot),
    };
  });

const setNames = (sets: PickSlot['sets'], sku: string): Pick<StopSlot, 'sets'> => {
  const names = setsOfItem(sets, sku).map((set) => set.names);
  return names.length === 0 ? {} : { sets: names };
};

const natural = new Intl.Collator('en', { numeric: true });

type Placed = Pick<PickGoods, 'sku' | 'shelf'>;
const byShelf = (one: Placed, other: Placed): number => {
  if (one.shelf === null || other.shelf === null)
    return one.shelf === other.shelf ? natural.compare(one.sku, other.sku) : one.shelf === null ? 1 : -1;
  return natural.compare(one.shelf, other.shelf) || natural.compare(one.sku, other.sku);
};

const shownSlot = ({ units, goods }: PickBatch, slot: PickSlot): ShownSlot => {
  const own = units.filter((one) => one.slot === slot.slot);
  const { parcelStatus: _parcelStatus, sets: _sets, ...named } = slot;
  return {
    ...named,
    state: stateOf(slot, own),
    units: sumOf(own, ({ quantity }) => quantity),
    picked: sumOf(own, ({ picked }) => picked),
    lacks: own.flatMap(({ sku, short }) =>
      short > 0 ? [{ sku, name: goods.get(sku)?.name ?? sku, units: short }] : [],
    ),
  };
};

const stateOf = (slot: PickSlot, own: readonly PickUnits[]): SlotState => {
  if (slot.parcelStatus === 'voided') return 'cancelled';
  if (!isWanted(slot)) return 'packed-elsewhere';
  if (own.some((one) => leftOf(one) > 0)) return 'open';
  return own.some(({ short }) => short > 0) ? 'short' : 'complete';
};
