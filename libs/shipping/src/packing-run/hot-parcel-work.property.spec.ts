import 'reflect-metadata';
import { bothAnswers, spoilt } from '@okuru/platform/testing';
import * as fc from 'fast-check';
import { PackingRunDto, ParcelWorkDto } from './packing-run.dto.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);

const WORK = {
  opId: 'op-1',
  parcelId: '01930f3e-7a00-7000-8000-00000000f001',
  scans: [{ barcode: '4900000000001' }, { barcode: '4900000000002', count: 3 }],
  package: { code: 'BOX60', reason: 'the other one is wet' },
  grams: 500,
  label: true,
  waybill: '100000000004',
  handOver: true,
};

describe('the work of a packing run', () => {
  it('is taken without class-validator when it is sound, and becomes the same', async () => {
    const { hot, cold, atOnce } = await bothAnswers(ParcelWorkDto, WORK);
    expect(hot).toEqual(cold);
    expect(hot).not.toHaveProperty('refused');
    expect(atOnce).toBe(true);
    expect((await bothAnswers(PackingRunDto, { parcels: [WORK, 'none'] })).atOnce).toBe(true);
  });

  it('is answered the same whatever is wrong with it', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt(WORK), async (body) => {
        const { hot, cold } = await bothAnswers(ParcelWorkDto, body);
        expect(hot).toEqual(cold);
      }),
      { numRuns: 150, seed: SEED },
    );
  });
});
