import { fact, type Fact } from '@okuru/platform';
import type { ItemName } from '../item-replica/item-names.store.js';
import type { Block } from '../parcel/gate.js';
import type { BlockedScan, StoredAnswer } from '../parcel/parcel.store.js';
import {
  evolvePick,
  leftOf,
  openUnits,
  sumOf,
  type PickBatch,
  type PickCommand,
  type PickEvent,
  type PickRefused,
  type PickSlot,
} from './pick-batch.js';
import { shownBatch, type ShownSlot } from './route.js';

/** A near miss on the walk belongs to the parcel that waited for the unit. */
export interface PickStopped {
  readonly blocked: BlockedScan & { readonly parcelId: string; readonly orderId: string };
  /** undefined: nobody but shipping knows of lots. */
  readonly fact: Fact | undefined;
  readonly answer: StoredAnswer;
}

const REFUSALS: Readonly<Record<PickRefused['code'], string>> = {
  'count-not-allowed': 'Units of this item are scanned one by one',
  'batch-finished': 'The batch is finished',
  'no-such-slot': 'The batch has no such slot',
  'not-in-this-batch': 'No parcel of this batch holds this item',
  'wrong-shelf': 'This is not the shelf of this stop',
  'nothing-left-to-pick': 'Nothing of this item is left to be picked',
  'more-than-is-left': 'Fewer units than that are left to be picked',
  'no-lot': 'No lot of this item that may be given is known: scan its GS1 code, or report it as missing',
  'nothing-to-undo': 'There is nothing to take back',
  'not-the-last-step': 'This is not the last step that was taken',
};

export const refusedPick = ({ code }: PickRefused): StoredAnswer => ({
  status: 409,
  body: { code, title: REFUSALS[code] },
});

/** What the screen shows after a step: where the last unit went, and how far the stop and the batch are. */
export const answeredStep = (before: PickBatch, events: readonly PickEvent[]): StoredAnswer => {
  const batch = events.reduce<PickBatch>(evolvePick, before);
  const moved = events.flatMap((event) => (event.type === 'finished' ? [] : [event]))[0];
  const shown = shownBatch(batch);
  const stop = shown.stops.find(({ sku }) => sku === moved?.move.sku);
  return {
    status: 200,
    body: {
      accepted: true,
      ...(moved && stop
        ? {
            did: moved.type === 'taken-back' ? 'taken-back' : moved.move.kind,
            sku: stop.sku,
            slot: moved.move.fills[0]?.slot,
            into: moved.move.fills,
            ...(moved.move.lots && { lots: moved.move.lots }),
            stop: {
              quantity: stop.quantity,
              picked: stop.picked,
              short: stop.short,
              left: sumOf(openUnits(batch, stop.sku), leftOf),
            },
          }
        : {}),
      left: shown.left,
      status: batch.status,
      cancelled: cancelledOf(shown.slots),
    },
  };
};

/** Whoever scans hears of it: what is in these totes goes back. */
const cancelledOf = (slots: readonly ShownSlot[]) =>
  slots
    .filter(({ state }) => state === 'cancelled')
    .map(({ slot, parcelId, reference, picked }) => ({ slot, parcelId, reference, putBack: picked }));

/** The lot is a part of what was read. */
const scannedText = ({ barcode, ofLot }: Extract<PickCommand, { type: 'pick' }>): string =>
  [
    barcode,
    ...(ofLot?.scanned.lot === undefined ? [] : [`(10)${ofLot.scanned.lot}`]),
    ...(ofLot?.scanned.usableUntil === undefined ? [] : [`(17)${ofLot.scanned.usableUntil}`]),
  ].join(' ');

const TITLES: Readonly<Partial<Record<Block['reason'], string>>> = {
  'unknown-barcode': 'Nobody knows this barcode',
  'not-in-this-parcel': 'This is not the item of this stop',
  'already-complete': 'All units of this item are picked already',
  'parcel-voided': 'The parcel of this slot was cancelled: put its goods back',
  'lot-expired': 'This lot has expired: put it aside',
  'lot-expires-soon': 'This lot expires too soon to be sent: put it aside',
  'lot-unknown': 'Nobody knows when this lot expires',
  'lot-later': 'Another lot of this item expires sooner: take that one',
};

/** The scan stops the work, is recorded and told, as at the packing table. */
export const stoppedPick = (
  batch: PickBatch,
  command: Extract<PickCommand, { type: 'pick' }>,
  { reason, scannedSku, lots }: Block,
  item: ItemName | null,
  at: Date,
): PickStopped => {
  const sku = command.sku ?? openUnits(batch)[0]?.sku;
  const expected = sku === undefined ? null : named(batch, sku);
  const scanned = item ?? (scannedSku === null ? null : named(batch, scannedSku));
  const { parcelId, orderId } = slotConcerned(batch, command);
  const title = TITLES[reason] ?? reason;
  return {
    blocked: {
      parcelId,
      orderId,
      reason,
      scanned: scannedText(command),
      scannedSku,
      expectedSku: sku ?? null,
    },
    fact: fact('scan.blocked', { orderId, parcelId, reason, scannedSku, at: at.toISOString() }),
    answer: {
      status: 409,
      body: {
        code: 'scan-blocked',
        title,
        detail: [
          `${title}.`,
          ...(scanned ? [`Scanned: ${scanned.name} (${scanned.sku}).`] : []),
          ...(expected ? [`Expected: ${expected.name} (${expected.sku}).`] : []),
          ...(lots?.scanned ? [`Scanned lot: ${lots.scanned.lot} (${lots.scanned.expiresOn}).`] : []),
          ...(lots?.named ? [`Take lot: ${lots.named.lot} (${lots.named.expiresOn}).`] : []),
        ].join(' '),
        more: {
          reason,
          scanned,
          expected,
          ...(lots && { lots }),
          cancelled: cancelledOf(shownBatch(batch).slots),
        },
      },
    },
  };
};

const named = ({ goods }: PickBatch, sku: string): ItemName | null => {
  const one = goods.get(sku);
  return one ? { sku, name: one.name } : null;
};

/** The tote that was named, else the one that waits for the next unit, else the first. */
const slotConcerned = (batch: PickBatch, { slot, sku }: Extract<PickCommand, { type: 'pick' }>): PickSlot => {
  const open = (sku === null ? undefined : openUnits(batch, sku)[0]) ?? openUnits(batch)[0];
  const number = slot ?? open?.slot;
  const found = batch.slots.find((one) => one.slot === number) ?? batch.slots[0];
  if (!found) throw new Error(`The batch ${batch.batchId} holds no parcel`);
  return found;
};
