import { isOf, isReady, moved, reasonOf, REASONS, requestOf, type Tally, UNITS_MAX } from './tally.js';

const item = {
  sku: 'MUG',
  names: { ja: 'マグ', en: 'Mug' },
  barcodes: ['4901234567894'],
  size: null,
  weightGrams: null,
  shelf: 'A-01',
};
const tally = (over: Partial<Tally> = {}): Tally => ({
  ...{ item, units: 3, isTyped: false, lastMovement: '7', reason: undefined },
  ...over,
});

describe('a tally', () => {
  it('knows its item by barcode and sku', () => {
    expect(['MUG', '4901234567894', 'POT'].map((code) => isOf(item, code))).toEqual([true, true, false]);
  });

  it('never falls below none, and ends where the server would refuse', () => {
    expect(moved(tally({ units: 1 }), -2).units).toBe(0);
    expect(moved(tally({ units: UNITS_MAX }), 1).units).toBe(UNITS_MAX);
  });

  it('of none is ready for a count alone, and only where somebody typed it', () => {
    const none = tally({ units: 0, reason: 'lost' });
    expect((['receive', 'adjust', 'count'] as const).map((mode) => isReady(none, mode))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isReady({ ...none, isTyped: true }, 'count')).toBe(true);
    expect(isReady({ ...none, isTyped: true }, 'receive')).toBe(false);
    expect(isReady(undefined, 'count')).toBe(false);
  });

  it('is no adjustment without a reason', () => {
    expect([isReady(tally(), 'adjust'), isReady(tally({ reason: 'lost' }), 'adjust')]).toEqual([false, true]);
  });

  it('asks the server what its mode says; the reason tells the direction', () => {
    expect(requestOf(tally(), 'receive')).toEqual({
      path: '/v1/stock/receipts',
      body: { lines: [{ sku: 'MUG', quantity: 3 }] },
    });
    expect(requestOf(tally(), 'count').body).toEqual({ sku: 'MUG', counted: 3, lastMovement: '7' });
    expect(requestOf(tally({ reason: 'damaged' }), 'adjust').body).toEqual({
      sku: 'MUG',
      by: -3,
      reason: 'damaged',
    });
    expect(requestOf(tally({ reason: 'found' }), 'adjust').body).toEqual({
      sku: 'MUG',
      by: 3,
      reason: 'found',
    });
  });
});

describe('the signs of the station', () => {
  it('name a reason or a digit, and nothing else', () => {
    for (const reason of Object.keys(REASONS))
      expect(reasonOf(`STOCK-WHY-${reason.toUpperCase()}`)).toBe(reason);
    expect([reasonOf('STOCK-WHY-CONSTRUCTOR'), reasonOf('A-01'), reasonOf('STOCK-WHY-')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of goods that are kept by lot names the lot: with its day where units come in', () => {
    const lot = { lot: 'L1', expiresOn: '' };
    const ready = (more: Partial<Tally>) =>
      (['receive', 'count', 'adjust'] as const).map((mode) =>
        isReady(tally({ reason: 'lost', ...more }), mode),
      );
    expect(ready({ lot: { lot: '', expiresOn: '' } })).toEqual([false, false, false]);
    expect(ready({ lot })).toEqual([false, true, true]);
    expect(ready({ lot: { ...lot, expiresOn: '2026-12-31' } })).toEqual([true, true, true]);
    const known = tally({ lot: { lot: 'L1', expiresOn: '2026-12-31' } });
    expect(requestOf(known, 'receive').body).toEqual({
      lines: [{ sku: 'MUG', quantity: 3, lots: [{ lot: 'L1', expiresOn: '2026-12-31', quantity: 3 }] }],
    });
    expect(requestOf(tally({ lot }), 'count').body).toEqual({
      ...{ sku: 'MUG', counted: 3, lastMovement: '7', lot: 'L1' },
    });
    expect(requestOf(tally(), 'receive').body).toEqual({ lines: [{ sku: 'MUG', quantity: 3 }] });
  });
});
