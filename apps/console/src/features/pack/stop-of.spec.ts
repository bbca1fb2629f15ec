import type { Parcel } from '../../shared/parcels/parcel.js';
import type { Operation } from '../../shared/queue/operation.js';
import { lateStop, waybillStop } from './stop-of.js';

const parcel = {
  trackingNumber: '100000000015',
  lines: [{ sku: 'MUG', name: 'マグカップ 白', barcodes: ['4901234567894'] }],
} as unknown as Parcel;
const told = (body: object) => ({ raw: 'as read', body }) as unknown as Operation;
const refused = { kind: 'refused', code: 'parcel-voided', because: 'The parcel is void.' } as const;

describe('a stop that comes back from the server', () => {
  it('names goods that the device knows', () =>
    expect(lateStop(parcel, told({ barcode: '4901234567894' }), refused)).toMatchObject({
      reason: 'server-refused',
      code: 'parcel-voided',
      scanned: { sku: 'MUG', name: 'マグカップ 白' },
    }));

  it('has the name that the server gives, where it gives one', () => {
    const scanned = { sku: 'CUP', name: 'Cup' };
    const blocked = {
      kind: 'blocked',
      reason: 'already-complete',
      scanned,
      expected: null,
      because: '',
    } as const;
    expect(lateStop(parcel, told({ barcode: '4901234567894' }), blocked)).toMatchObject({
      reason: 'already-complete',
      scanned,
    });
  });

  it('calls a waybill a waybill', () =>
    expect(lateStop(parcel, told({ waybill: '100000000026' }), refused).waybill).toEqual({
      scanned: '100000000026',
      expected: '100000000015',
    }));
});

it('the number of the box itself is no other that is expected', () =>
  expect(waybillStop(parcel, '100000000015')).toEqual({ scanned: '100000000015' }));
