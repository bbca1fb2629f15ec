import { orderOnPaper } from '../print-parcels/parcel-paper.js';
import { isWanted, leftOf, openUnits, sumOf, type PickBatch } from './pick-batch.js';
import { routeOf, type PickStop } from './route.js';

/** As a person tells two lists apart; the whole id has no room. */
const NUMBER_LETTERS = 8;
const DIFFERENCE_MAX = 80;
/** Other barcodes have no room in a line, or no letters of a scanner's. */
const PRINTABLE = /^[!-~]{1,48}$/;
const NO_SHELF = '—';

/** What is still to be taken, in the order of the walk, and into which tote; null: nothing is. */
export const pickingListOf = (batch: PickBatch, today: string): object | null => {
  const open = openUnits(batch);
  if (batch.status === 'finished' || open.length === 0) return null;
  const waiting = new Set(open.map(({ slot }) => slot));
  const lines = routeOf(batch).flatMap((stop) => {
    const own = open.filter(({ sku }) => sku === stop.sku);
    return own.length === 0
      ? []
      : [
          {
            ...placeOf(stop),
            quantity: sumOf(own, leftOf),
            totes: own.map((units) => ({ tote: units.slot, quantity: leftOf(units) })),
          },
        ];
  });
  return {
    number: batch.batchId.slice(-NUMBER_LETTERS).toUpperCase(),
    date: today,
    lines,
    totes: batch.slots
      .filter((slot) => isWanted(slot) && waiting.has(slot.slot))
      .map(({ slot, reference, orderId }) => ({ tote: slot, orderNumber: orderOnPaper(reference, orderId) })),
  };
};

const placeOf = ({ shelf, sku, name, barcodes, lookAlikes }: PickStop) => {
  const barcode = barcodes.find((code) => PRINTABLE.test(code));
  const alike = lookAlikes.map((other) => other.name).join('、');
  return {
    ...{ shelf: shelf ?? NO_SHELF, sku, name },
    ...(alike === '' ? {} : { difference: [...`${alike} ではない`].slice(0, DIFFERENCE_MAX).join('') }),
    ...(barcode === undefined ? {} : { barcode }),
  };
};
