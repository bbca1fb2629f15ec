import { readScan } from '@okuru/scan-engine';
import type { Parcel } from '../../shared/parcels/parcel.js';
import { meaningOf } from './what-was-read.js';

const PARCEL: Parcel = {
  parcelId: 'p',
  orderId: 'o',
  orderReference: 'r',
  status: 'packing',
  temperature: 'ambient',
  packageCode: 'BOX-60',
  carrier: 'yamato',
  service: null,
  lines: [
    {
      lineId: 'l',
      sku: '500g',
      name: '砂糖',
      barcodes: ['4901234567894'],
      quantity: 1,
      scanned: 0,
      marks: [],
      waitsFor: 0,
      waitsSince: null,
      countable: false,
      shelf: null,
    },
  ],
  trackingNumber: null,
  heldReason: null,
  labelMode: 'after-check',
  labelOutgrown: false,
  weightGrams: null,
  plannedYen: null,
  enclosures: [{ code: 'CARD', names: { ja: 'カード' }, barcode: 'CARD-CODE', tick: null }],
};
const meaning = (text: string, step: Parameters<typeof meaningOf>[2]) =>
  meaningOf(
    readScan(text, { thisYear: 2026, expecting: step === 'waybill' ? 'waybill' : 'item' }),
    PARCEL,
    step,
  );

describe('what was read at the packing table', () => {
  it('knows the parcel’s own waybill at every step', () => {
    const labelled = { ...PARCEL, trackingNumber: '444413758703' };
    const scan = readScan('444413758703', { thisYear: 2026, expecting: 'item' });
    expect(meaningOf(scan, labelled, 'units')).toEqual({ kind: 'waybill', waybill: '444413758703' });
    expect(meaningOf(scan, labelled, 'not-workable')).toEqual({ kind: 'waybill', waybill: '444413758703' });
  });

  it.each([
    ['4901234567894', 'units', { kind: 'unit', barcode: '4901234567894' }],
    ['SHOP-CODE', 'units', { kind: 'unit', barcode: 'SHOP-CODE' }],
    ['444413758703', 'waybill', { kind: 'waybill', waybill: '444413758703' }],
    ['444413758703', 'units', { kind: 'unit', barcode: '444413758703' }],
    ['4901234567894', 'waybill', { kind: 'unit', barcode: '4901234567894' }],
    ['1250g', 'weight', { kind: 'weight', grams: 1_250 }],
    ['1250g', 'units', { kind: 'weight-too-early' }],
    ['500g', 'weight', { kind: 'unit', barcode: '500g' }],
    ['^P:01930F3E-7A00', 'units', { kind: 'parcel', parcelId: '01930f3e-7a00' }],
    ['^C:NEXT', 'units', { kind: 'command', command: 'NEXT' }],
    ['^C:CARTON-B60', 'units', { kind: 'command', command: 'CARTON', carton: 'B60' }],
    ['14901234567891', 'units', { kind: 'case' }],
    ['^L:A-01', 'units', { kind: 'elsewhere' }],
    ['^L:photo', 'units', { kind: 'photo' }],
    ['^L:put-card', 'waybill', { kind: 'unit', barcode: '^L:PUT-CARD' }],
    ['CARD-CODE', 'waybill', { kind: 'unit', barcode: 'CARD-CODE' }],
    ['4901234567895', 'units', { kind: 'unreadable' }],
  ] as const)('%s in the step %s', (text, step, expected) => {
    expect(meaning(text, step)).toMatchObject(expected);
  });
});
