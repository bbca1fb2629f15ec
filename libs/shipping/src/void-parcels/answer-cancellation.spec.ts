import type { ParcelStatus } from '../parcel/parcel.js';
import { answerCancellation } from './answer-cancellation.js';

const at = '2026-01-15T03:04:05.678Z';
const check = (statuses: readonly ParcelStatus[], expected: object) =>
  expect(
    answerCancellation(
      statuses.map((status) => ({ parcelId: status, status })),
      at,
    ),
  ).toEqual(expected);

describe('a cancellation', () => {
  it('of an order without parcels stops nothing and is granted', () => check([], { stays: [], voided: [] }));

  it('voids what has not left, closed or not, and names the parcels that were void already too', () =>
    check(['planned', 'packing', 'closed', 'voided'], {
      stays: ['planned', 'packing', 'closed', 'voided'],
      voided: ['planned', 'packing', 'closed'].map((parcelId) => ({
        parcelId,
        event: { type: 'voided', at },
      })),
    }));

  it.each(['dispatched', 'delivered'] as const)(
    'comes too late when one parcel is %s: none is voided',
    (left) => check(['planned', left], { refused: 'already-dispatched' }),
  );
});
