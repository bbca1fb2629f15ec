import type { Parcel } from '../../shared/parcels/parcel.js';
import { carrierOfCage } from '../../shared/station.js';
import { cagesOf } from './hand-over.js';

const parcelOf = (carrier: string | null): Parcel => ({
  parcelId: 'p',
  orderId: 'o',
  orderReference: 'r',
  status: 'closed',
  temperature: 'ambient',
  packageCode: 'BOX-60',
  carrier,
  service: null,
  lines: [],
  trackingNumber: '1',
  heldReason: null,
  labelMode: 'after-check',
  labelOutgrown: false,
  weightGrams: 1,
  plannedYen: 1,
});

describe('the cages', () => {
  it('are one per carrier with what waits for it', () => {
    expect(cagesOf(['yamato', 'sagawa', 'yamato', null].map(parcelOf))).toEqual([
      { carrier: 'sagawa', waiting: 1 },
      { carrier: 'yamato', waiting: 2 },
    ]);
  });

  it.each([
    ['CAGE-YAMATO', 'yamato'],
    ['cage-japanpost', 'japanpost'],
    ['A-01-02', undefined],
  ])('%s is the code of %s', (shelf, carrier) => expect(carrierOfCage(shelf)).toBe(carrier));
});
