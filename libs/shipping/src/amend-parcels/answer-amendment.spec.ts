import type { AmendmentRefusal, EventData } from '@okuru/contracts';
import { PARCELS_PER_ORDER_MAX } from '../plan-parcels/plan-units.js';
import { answerAmendment, type ParcelOnItsWay } from './answer-amendment.js';

const at = '2026-01-15T03:04:05.678Z';
const onItsWay = (status: ParcelOnItsWay['status'], labelled = false): ParcelOnItsWay => ({
  parcelId: status,
  status,
  labelled,
});
type Changes = EventData<'order.amendment-requested'>['changes'];

const check = (
  parcels: readonly ParcelOnItsWay[],
  expected: { refused: AmendmentRefusal } | { voided: readonly string[] },
  {
    changes = ['ship-to'] as Changes,
    voided = false,
    cashOnDelivery = false,
    parcelCount = parcels.length,
  } = {},
) => {
  const confirmed = { cashOnDelivery } as never;
  const answer = answerAmendment({ voided, confirmed, parcelCount }, parcels, { changes }, at);
  expect('voided' in answer ? { voided: answer.voided.map(({ parcelId }) => parcelId) } : answer).toEqual(
    expected,
  );
};

describe('an amendment', () => {
  it('of an order without parcels is accepted', () => check([], { voided: [] }));

  it('voids every parcel without a label, a begun one too, and leaves void ones', () =>
    check([onItsWay('planned'), onItsWay('packing'), onItsWay('voided', true)], {
      voided: ['planned', 'packing'],
    }));

  it.each([
    ['already-labelled', onItsWay('packing', true)],
    ['already-closed', onItsWay('closed', true)],
    ['already-dispatched', onItsWay('dispatched', true)],
    ['already-dispatched', onItsWay('delivered', true)],
  ] as const)('is refused as %s by one parcel among others', (refused, parcel) =>
    check([onItsWay('planned'), parcel], { refused }),
  );

  it('of an order that was voided is refused, whatever its parcels', () =>
    check([onItsWay('voided')], { refused: 'cancelled' }, { voided: true }));

  it('of the contact leaves the parcels as they are', () =>
    check([onItsWay('packing')], { voided: [] }, { changes: ['contact'] }));

  it('of charges concerns the parcels only when the carrier collects them', () => {
    check([onItsWay('planned')], { voided: [] }, { changes: ['charges'] });
    check([onItsWay('planned')], { voided: ['planned'] }, { changes: ['charges'], cashOnDelivery: true });
  });

  it('is refused when the order would have more parcels than it may', () => {
    const parcelCount = PARCELS_PER_ORDER_MAX - 1;
    check([onItsWay('planned')], { voided: ['planned'] }, { parcelCount });
    check([onItsWay('planned'), onItsWay('packing')], { refused: 'too-many-parcels' }, { parcelCount });
  });
});
